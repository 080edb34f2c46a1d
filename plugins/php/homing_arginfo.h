/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 015b6267daa6a6e59d348f7c499d1281c779f01a */

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_Homing_cancel, 0, 1, _IS_BOOL, 0)
    ZEND_ARG_TYPE_INFO(0, job, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Exception_is, 0, 1, _IS_BOOL, 0)
    ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Store_get, 0, 1, IS_STRING, 1)
    ZEND_ARG_TYPE_INFO(0, key, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Store_put, 0, 2, IS_VOID, 0)
    ZEND_ARG_TYPE_INFO(0, key, IS_STRING, 0)
    ZEND_ARG_TYPE_INFO(0, value, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Store_erase, 0, 1, IS_VOID, 0)
    ZEND_ARG_TYPE_INFO(0, key, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Homing_Library___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Library_version, 0, 0, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Library_abiVersion, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Library_statusText, 0, 1, IS_STRING, 0)
    ZEND_ARG_TYPE_INFO(0, status, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Library_optionsTable, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Homing_Library_exportFormats arginfo_class_Homing_Library_optionsTable

#define arginfo_class_Homing_Library_cancel arginfo_Homing_cancel

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Homing_Options___construct, 0, 0, 0)
    ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, values, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Options_set, 0, 2, IS_STATIC, 0)
    ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
    ZEND_ARG_TYPE_MASK(0, value, MAY_BE_STRING|MAY_BE_LONG|MAY_BE_BOOL, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Options_get, 0, 1, IS_STRING, 1)
    ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Options_close, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Homing_Account___construct, 0, 0, 1)
    ZEND_ARG_TYPE_INFO(0, address, IS_STRING, 0)
    ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, values, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Account_set, 0, 2, IS_STATIC, 0)
    ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
    ZEND_ARG_TYPE_INFO(0, value, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Account_password, 0, 1, IS_STATIC, 0)
    ZEND_ARG_TYPE_INFO(0, secret, IS_STRING, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Homing_Account_token arginfo_class_Homing_Account_password

#define arginfo_class_Homing_Account_clientSecret arginfo_class_Homing_Account_password

#define arginfo_class_Homing_Account_close arginfo_class_Homing_Options_close

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_Homing_Session___construct, 0, 0, 0)
    ZEND_ARG_OBJ_TYPE_MASK(0, options, Homing\\Options, MAY_BE_ARRAY, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Session_run, 0, 0, _IS_BOOL, 0)
    ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timeoutMs, IS_LONG, 0, "-1")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Session_next, 0, 0, IS_LONG, 1)
    ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timeoutMs, IS_LONG, 0, "-1")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Session_store, 0, 1, IS_VOID, 0)
    ZEND_ARG_OBJ_INFO(0, place, Homing\\Store, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Homing_Session_storeKey arginfo_class_Homing_Store_erase

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Homing_Session_resolve, 0, 1, Homing\\Job, 0)
    ZEND_ARG_TYPE_INFO(0, address, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Homing_Session_resolveDomain, 0, 1, Homing\\Job, 0)
    ZEND_ARG_TYPE_INFO(0, domain, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Homing_Session_check, 0, 2, Homing\\Job, 0)
    ZEND_ARG_TYPE_INFO(0, published, IS_STRING, 0)
    ZEND_ARG_TYPE_INFO(0, address, IS_STRING, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Homing_Session_audit arginfo_class_Homing_Session_resolveDomain

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Homing_Session_verify, 0, 1, Homing\\Job, 0)
    ZEND_ARG_OBJ_INFO(0, account, Homing\\Account, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Homing_Session_sendTest, 0, 2, Homing\\Job, 0)
    ZEND_ARG_OBJ_INFO(0, account, Homing\\Account, 0)
    ZEND_ARG_TYPE_INFO(0, to, IS_STRING, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Homing_Session_authorize arginfo_class_Homing_Session_verify

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Homing_Session_token, 0, 2, Homing\\Job, 0)
    ZEND_ARG_OBJ_INFO(0, account, Homing\\Account, 0)
    ZEND_ARG_TYPE_INFO(0, access, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Homing_Session_sasl, 0, 3, Homing\\Job, 0)
    ZEND_ARG_OBJ_INFO(0, account, Homing\\Account, 0)
    ZEND_ARG_TYPE_INFO(0, access, IS_STRING, 0)
    ZEND_ARG_TYPE_INFO(0, mechanism, IS_STRING, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Homing_Session_signOut arginfo_class_Homing_Session_verify

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Homing_Session_explain, 0, 1, Homing\\Job, 0)
    ZEND_ARG_TYPE_INFO(0, words, IS_STRING, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Homing_Session_optionsToSend arginfo_class_Homing_Session_resolveDomain

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Homing_Session_export, 0, 2, Homing\\Job, 0)
    ZEND_ARG_OBJ_INFO(0, account, Homing\\Account, 0)
    ZEND_ARG_TYPE_INFO(0, format, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Homing_Session_call, 0, 1, Homing\\Job, 0)
    ZEND_ARG_TYPE_MASK(0, request, MAY_BE_ARRAY|MAY_BE_STRING, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Homing_Session_bulk, 0, 0, Homing\\Bulk, 0)
    ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, inOrder, _IS_BOOL, 0, "true")
    ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, most, IS_LONG, 0, "0")
ZEND_END_ARG_INFO()

#define arginfo_class_Homing_Session_close arginfo_class_Homing_Options_close

#define arginfo_class_Homing_Job___construct arginfo_class_Homing_Library___construct

#define arginfo_class_Homing_Job_id arginfo_class_Homing_Library_abiVersion

#define arginfo_class_Homing_Job_run arginfo_class_Homing_Session_run

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Homing_Job_wait, 0, 0, Homing\\Result, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Homing_Job_events arginfo_class_Homing_Library_optionsTable

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Homing_Job_thrown, 0, 0, Throwable, 1)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Job_listen, 0, 1, IS_VOID, 0)
    ZEND_ARG_TYPE_INFO(0, listener, IS_CALLABLE, 1)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Job_cancel, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_Homing_Job_close arginfo_class_Homing_Options_close

#define arginfo_class_Homing_Result___construct arginfo_class_Homing_Library___construct

#define arginfo_class_Homing_Result_json arginfo_class_Homing_Library_version

#define arginfo_class_Homing_Result_document arginfo_class_Homing_Library_optionsTable

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Result_outcome, 0, 0, IS_STRING, 1)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Result_text, 0, 1, IS_STRING, 1)
    ZEND_ARG_TYPE_INFO(0, pointer, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Result_number, 0, 1, IS_LONG, 0)
    ZEND_ARG_TYPE_INFO(0, pointer, IS_STRING, 0)
    ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, otherwise, IS_LONG, 0, "0")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Result_count, 0, 1, IS_LONG, 0)
    ZEND_ARG_TYPE_INFO(0, pointer, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Result_part, 0, 1, IS_MIXED, 0)
    ZEND_ARG_TYPE_INFO(0, pointer, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Result_servers, 0, 1, IS_ARRAY, 0)
    ZEND_ARG_TYPE_INFO(0, protocol, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Homing_Result_diagnosis, 0, 0, Homing\\Diagnosis, 1)
    ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, protocol, IS_STRING, 1, "null")
ZEND_END_ARG_INFO()

#define arginfo_class_Homing_Result_matches arginfo_class_Homing_Library_optionsTable

#define arginfo_class_Homing_Result_secret arginfo_class_Homing_Result_outcome

#define arginfo_class_Homing_Result_trace arginfo_class_Homing_Result_outcome

#define arginfo_class_Homing_Result_close arginfo_class_Homing_Options_close

#define arginfo_class_Homing_Bulk___construct arginfo_class_Homing_Library___construct

#define arginfo_class_Homing_Bulk_underWay arginfo_class_Homing_Library_abiVersion

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Bulk_add, 0, 1, _IS_BOOL, 0)
    ZEND_ARG_TYPE_INFO(0, line, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_Homing_Bulk_next, 0, 0, IS_ARRAY, 1)
    ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timeoutMs, IS_LONG, 0, "-1")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_Homing_Bulk_resolve, 0, 1, Homing\\Documents, 0)
    ZEND_ARG_OBJ_TYPE_MASK(0, lines, Traversable, MAY_BE_ARRAY, NULL)
ZEND_END_ARG_INFO()

#define arginfo_class_Homing_Bulk_close arginfo_class_Homing_Options_close

#define arginfo_class_Homing_Documents___construct arginfo_class_Homing_Library___construct

#define arginfo_class_Homing_Documents_current arginfo_class_Homing_Library_optionsTable

#define arginfo_class_Homing_Documents_key arginfo_class_Homing_Library_abiVersion

#define arginfo_class_Homing_Documents_next arginfo_class_Homing_Options_close

#define arginfo_class_Homing_Documents_rewind arginfo_class_Homing_Options_close

#define arginfo_class_Homing_Documents_valid arginfo_class_Homing_Job_cancel


ZEND_FUNCTION(Homing_cancel);
ZEND_METHOD(Homing_Exception, is);
ZEND_METHOD(Homing_Library, __construct);
ZEND_METHOD(Homing_Library, version);
ZEND_METHOD(Homing_Library, abiVersion);
ZEND_METHOD(Homing_Library, statusText);
ZEND_METHOD(Homing_Library, optionsTable);
ZEND_METHOD(Homing_Library, exportFormats);
ZEND_METHOD(Homing_Library, cancel);
ZEND_METHOD(Homing_Options, __construct);
ZEND_METHOD(Homing_Options, set);
ZEND_METHOD(Homing_Options, get);
ZEND_METHOD(Homing_Options, close);
ZEND_METHOD(Homing_Account, __construct);
ZEND_METHOD(Homing_Account, set);
ZEND_METHOD(Homing_Account, password);
ZEND_METHOD(Homing_Account, token);
ZEND_METHOD(Homing_Account, clientSecret);
ZEND_METHOD(Homing_Account, close);
ZEND_METHOD(Homing_Session, __construct);
ZEND_METHOD(Homing_Session, run);
ZEND_METHOD(Homing_Session, next);
ZEND_METHOD(Homing_Session, store);
ZEND_METHOD(Homing_Session, storeKey);
ZEND_METHOD(Homing_Session, resolve);
ZEND_METHOD(Homing_Session, resolveDomain);
ZEND_METHOD(Homing_Session, check);
ZEND_METHOD(Homing_Session, audit);
ZEND_METHOD(Homing_Session, verify);
ZEND_METHOD(Homing_Session, sendTest);
ZEND_METHOD(Homing_Session, authorize);
ZEND_METHOD(Homing_Session, token);
ZEND_METHOD(Homing_Session, sasl);
ZEND_METHOD(Homing_Session, signOut);
ZEND_METHOD(Homing_Session, explain);
ZEND_METHOD(Homing_Session, optionsToSend);
ZEND_METHOD(Homing_Session, export);
ZEND_METHOD(Homing_Session, call);
ZEND_METHOD(Homing_Session, bulk);
ZEND_METHOD(Homing_Session, close);
ZEND_METHOD(Homing_Job, __construct);
ZEND_METHOD(Homing_Job, id);
ZEND_METHOD(Homing_Job, run);
ZEND_METHOD(Homing_Job, wait);
ZEND_METHOD(Homing_Job, events);
ZEND_METHOD(Homing_Job, thrown);
ZEND_METHOD(Homing_Job, listen);
ZEND_METHOD(Homing_Job, cancel);
ZEND_METHOD(Homing_Job, close);
ZEND_METHOD(Homing_Result, __construct);
ZEND_METHOD(Homing_Result, json);
ZEND_METHOD(Homing_Result, document);
ZEND_METHOD(Homing_Result, outcome);
ZEND_METHOD(Homing_Result, text);
ZEND_METHOD(Homing_Result, number);
ZEND_METHOD(Homing_Result, count);
ZEND_METHOD(Homing_Result, part);
ZEND_METHOD(Homing_Result, servers);
ZEND_METHOD(Homing_Result, diagnosis);
ZEND_METHOD(Homing_Result, matches);
ZEND_METHOD(Homing_Result, secret);
ZEND_METHOD(Homing_Result, trace);
ZEND_METHOD(Homing_Result, close);
ZEND_METHOD(Homing_Bulk, __construct);
ZEND_METHOD(Homing_Bulk, underWay);
ZEND_METHOD(Homing_Bulk, add);
ZEND_METHOD(Homing_Bulk, next);
ZEND_METHOD(Homing_Bulk, resolve);
ZEND_METHOD(Homing_Bulk, close);
ZEND_METHOD(Homing_Documents, __construct);
ZEND_METHOD(Homing_Documents, current);
ZEND_METHOD(Homing_Documents, key);
ZEND_METHOD(Homing_Documents, next);
ZEND_METHOD(Homing_Documents, rewind);
ZEND_METHOD(Homing_Documents, valid);


static const zend_function_entry ext_functions[] = {
    ZEND_NS_FALIAS("Homing", cancel, Homing_cancel, arginfo_Homing_cancel)
    ZEND_FE_END
};


static const zend_function_entry class_Homing_Exception_methods[] = {
    ZEND_ME(Homing_Exception, is, arginfo_class_Homing_Exception_is, ZEND_ACC_PUBLIC)
    ZEND_FE_END
};


static const zend_function_entry class_Homing_InvalidAddressException_methods[] = {
    ZEND_FE_END
};


static const zend_function_entry class_Homing_CancelledException_methods[] = {
    ZEND_FE_END
};


static const zend_function_entry class_Homing_PendingException_methods[] = {
    ZEND_FE_END
};


static const zend_function_entry class_Homing_UnavailableException_methods[] = {
    ZEND_FE_END
};


static const zend_function_entry class_Homing_Store_methods[] = {
    ZEND_ABSTRACT_ME_WITH_FLAGS(Homing_Store, get, arginfo_class_Homing_Store_get, ZEND_ACC_PUBLIC|ZEND_ACC_ABSTRACT)
    ZEND_ABSTRACT_ME_WITH_FLAGS(Homing_Store, put, arginfo_class_Homing_Store_put, ZEND_ACC_PUBLIC|ZEND_ACC_ABSTRACT)
    ZEND_ABSTRACT_ME_WITH_FLAGS(Homing_Store, erase, arginfo_class_Homing_Store_erase, ZEND_ACC_PUBLIC|ZEND_ACC_ABSTRACT)
    ZEND_FE_END
};


static const zend_function_entry class_Homing_Library_methods[] = {
    ZEND_ME(Homing_Library, __construct, arginfo_class_Homing_Library___construct, ZEND_ACC_PRIVATE)
    ZEND_ME(Homing_Library, version, arginfo_class_Homing_Library_version, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
    ZEND_ME(Homing_Library, abiVersion, arginfo_class_Homing_Library_abiVersion, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
    ZEND_ME(Homing_Library, statusText, arginfo_class_Homing_Library_statusText, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
    ZEND_ME(Homing_Library, optionsTable, arginfo_class_Homing_Library_optionsTable, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
    ZEND_ME(Homing_Library, exportFormats, arginfo_class_Homing_Library_exportFormats, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
    ZEND_ME(Homing_Library, cancel, arginfo_class_Homing_Library_cancel, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
    ZEND_FE_END
};


static const zend_function_entry class_Homing_Options_methods[] = {
    ZEND_ME(Homing_Options, __construct, arginfo_class_Homing_Options___construct, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Options, set, arginfo_class_Homing_Options_set, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Options, get, arginfo_class_Homing_Options_get, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Options, close, arginfo_class_Homing_Options_close, ZEND_ACC_PUBLIC)
    ZEND_FE_END
};


static const zend_function_entry class_Homing_Account_methods[] = {
    ZEND_ME(Homing_Account, __construct, arginfo_class_Homing_Account___construct, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Account, set, arginfo_class_Homing_Account_set, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Account, password, arginfo_class_Homing_Account_password, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Account, token, arginfo_class_Homing_Account_token, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Account, clientSecret, arginfo_class_Homing_Account_clientSecret, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Account, close, arginfo_class_Homing_Account_close, ZEND_ACC_PUBLIC)
    ZEND_FE_END
};


static const zend_function_entry class_Homing_Session_methods[] = {
    ZEND_ME(Homing_Session, __construct, arginfo_class_Homing_Session___construct, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, run, arginfo_class_Homing_Session_run, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, next, arginfo_class_Homing_Session_next, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, store, arginfo_class_Homing_Session_store, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, storeKey, arginfo_class_Homing_Session_storeKey, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, resolve, arginfo_class_Homing_Session_resolve, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, resolveDomain, arginfo_class_Homing_Session_resolveDomain, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, check, arginfo_class_Homing_Session_check, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, audit, arginfo_class_Homing_Session_audit, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, verify, arginfo_class_Homing_Session_verify, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, sendTest, arginfo_class_Homing_Session_sendTest, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, authorize, arginfo_class_Homing_Session_authorize, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, token, arginfo_class_Homing_Session_token, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, sasl, arginfo_class_Homing_Session_sasl, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, signOut, arginfo_class_Homing_Session_signOut, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, explain, arginfo_class_Homing_Session_explain, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, optionsToSend, arginfo_class_Homing_Session_optionsToSend, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, export, arginfo_class_Homing_Session_export, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, call, arginfo_class_Homing_Session_call, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, bulk, arginfo_class_Homing_Session_bulk, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Session, close, arginfo_class_Homing_Session_close, ZEND_ACC_PUBLIC)
    ZEND_FE_END
};


static const zend_function_entry class_Homing_Job_methods[] = {
    ZEND_ME(Homing_Job, __construct, arginfo_class_Homing_Job___construct, ZEND_ACC_PRIVATE)
    ZEND_ME(Homing_Job, id, arginfo_class_Homing_Job_id, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Job, run, arginfo_class_Homing_Job_run, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Job, wait, arginfo_class_Homing_Job_wait, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Job, events, arginfo_class_Homing_Job_events, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Job, thrown, arginfo_class_Homing_Job_thrown, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Job, listen, arginfo_class_Homing_Job_listen, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Job, cancel, arginfo_class_Homing_Job_cancel, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Job, close, arginfo_class_Homing_Job_close, ZEND_ACC_PUBLIC)
    ZEND_FE_END
};


static const zend_function_entry class_Homing_Server_methods[] = {
    ZEND_FE_END
};


static const zend_function_entry class_Homing_Diagnosis_methods[] = {
    ZEND_FE_END
};


static const zend_function_entry class_Homing_Result_methods[] = {
    ZEND_ME(Homing_Result, __construct, arginfo_class_Homing_Result___construct, ZEND_ACC_PRIVATE)
    ZEND_ME(Homing_Result, json, arginfo_class_Homing_Result_json, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Result, document, arginfo_class_Homing_Result_document, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Result, outcome, arginfo_class_Homing_Result_outcome, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Result, text, arginfo_class_Homing_Result_text, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Result, number, arginfo_class_Homing_Result_number, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Result, count, arginfo_class_Homing_Result_count, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Result, part, arginfo_class_Homing_Result_part, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Result, servers, arginfo_class_Homing_Result_servers, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Result, diagnosis, arginfo_class_Homing_Result_diagnosis, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Result, matches, arginfo_class_Homing_Result_matches, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Result, secret, arginfo_class_Homing_Result_secret, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Result, trace, arginfo_class_Homing_Result_trace, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Result, close, arginfo_class_Homing_Result_close, ZEND_ACC_PUBLIC)
    ZEND_FE_END
};


static const zend_function_entry class_Homing_Bulk_methods[] = {
    ZEND_ME(Homing_Bulk, __construct, arginfo_class_Homing_Bulk___construct, ZEND_ACC_PRIVATE)
    ZEND_ME(Homing_Bulk, underWay, arginfo_class_Homing_Bulk_underWay, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Bulk, add, arginfo_class_Homing_Bulk_add, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Bulk, next, arginfo_class_Homing_Bulk_next, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Bulk, resolve, arginfo_class_Homing_Bulk_resolve, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Bulk, close, arginfo_class_Homing_Bulk_close, ZEND_ACC_PUBLIC)
    ZEND_FE_END
};


static const zend_function_entry class_Homing_Documents_methods[] = {
    ZEND_ME(Homing_Documents, __construct, arginfo_class_Homing_Documents___construct, ZEND_ACC_PRIVATE)
    ZEND_ME(Homing_Documents, current, arginfo_class_Homing_Documents_current, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Documents, key, arginfo_class_Homing_Documents_key, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Documents, next, arginfo_class_Homing_Documents_next, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Documents, rewind, arginfo_class_Homing_Documents_rewind, ZEND_ACC_PUBLIC)
    ZEND_ME(Homing_Documents, valid, arginfo_class_Homing_Documents_valid, ZEND_ACC_PUBLIC)
    ZEND_FE_END
};

static zend_class_entry *register_class_Homing_Exception(zend_class_entry *class_entry_RuntimeException)
{
    zend_class_entry ce, *class_entry;

    INIT_NS_CLASS_ENTRY(ce, "Homing", "Exception", class_Homing_Exception_methods);
    class_entry = zend_register_internal_class_ex(&ce, class_entry_RuntimeException);

    zval property_status_default_value;
    ZVAL_UNDEF(&property_status_default_value);
    zend_string *property_status_name = zend_string_init("status", sizeof("status") - 1, 1);
    zend_declare_typed_property(class_entry, property_status_name, &property_status_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
    zend_string_release(property_status_name);

    zval property_position_default_value;
    ZVAL_UNDEF(&property_position_default_value);
    zend_string *property_position_name = zend_string_init("position", sizeof("position") - 1, 1);
    zend_declare_typed_property(class_entry, property_position_name, &property_position_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
    zend_string_release(property_position_name);

    return class_entry;
}

static zend_class_entry *register_class_Homing_InvalidAddressException(zend_class_entry *class_entry_Homing_Exception)
{
    zend_class_entry ce, *class_entry;

    INIT_NS_CLASS_ENTRY(ce, "Homing", "InvalidAddressException", class_Homing_InvalidAddressException_methods);
    class_entry = zend_register_internal_class_ex(&ce, class_entry_Homing_Exception);
    class_entry->ce_flags |= ZEND_ACC_FINAL;

    return class_entry;
}

static zend_class_entry *register_class_Homing_CancelledException(zend_class_entry *class_entry_Homing_Exception)
{
    zend_class_entry ce, *class_entry;

    INIT_NS_CLASS_ENTRY(ce, "Homing", "CancelledException", class_Homing_CancelledException_methods);
    class_entry = zend_register_internal_class_ex(&ce, class_entry_Homing_Exception);
    class_entry->ce_flags |= ZEND_ACC_FINAL;

    return class_entry;
}

static zend_class_entry *register_class_Homing_PendingException(zend_class_entry *class_entry_Homing_Exception)
{
    zend_class_entry ce, *class_entry;

    INIT_NS_CLASS_ENTRY(ce, "Homing", "PendingException", class_Homing_PendingException_methods);
    class_entry = zend_register_internal_class_ex(&ce, class_entry_Homing_Exception);
    class_entry->ce_flags |= ZEND_ACC_FINAL;

    return class_entry;
}

static zend_class_entry *register_class_Homing_UnavailableException(zend_class_entry *class_entry_Homing_Exception)
{
    zend_class_entry ce, *class_entry;

    INIT_NS_CLASS_ENTRY(ce, "Homing", "UnavailableException", class_Homing_UnavailableException_methods);
    class_entry = zend_register_internal_class_ex(&ce, class_entry_Homing_Exception);
    class_entry->ce_flags |= ZEND_ACC_FINAL;

    return class_entry;
}

static zend_class_entry *register_class_Homing_Store(void)
{
    zend_class_entry ce, *class_entry;

    INIT_NS_CLASS_ENTRY(ce, "Homing", "Store", class_Homing_Store_methods);
    class_entry = zend_register_internal_interface(&ce);


    zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "put", sizeof("put") - 1), 1, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

    return class_entry;
}

static zend_class_entry *register_class_Homing_Library(void)
{
    zend_class_entry ce, *class_entry;

    INIT_NS_CLASS_ENTRY(ce, "Homing", "Library", class_Homing_Library_methods);
    class_entry = zend_register_internal_class_ex(&ce, NULL);
    class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

    zval const_ABI_VERSION_value;
    ZVAL_LONG(&const_ABI_VERSION_value, HOMING_ABI_VERSION);
    zend_string *const_ABI_VERSION_name = zend_string_init_interned("ABI_VERSION", sizeof("ABI_VERSION") - 1, 1);
    zend_declare_class_constant_ex(class_entry, const_ABI_VERSION_name, &const_ABI_VERSION_value, ZEND_ACC_PUBLIC, NULL);
    zend_string_release(const_ABI_VERSION_name);

    return class_entry;
}

static zend_class_entry *register_class_Homing_Options(void)
{
    zend_class_entry ce, *class_entry;

    INIT_NS_CLASS_ENTRY(ce, "Homing", "Options", class_Homing_Options_methods);
    class_entry = zend_register_internal_class_ex(&ce, NULL);
    class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

    return class_entry;
}

static zend_class_entry *register_class_Homing_Account(void)
{
    zend_class_entry ce, *class_entry;

    INIT_NS_CLASS_ENTRY(ce, "Homing", "Account", class_Homing_Account_methods);
    class_entry = zend_register_internal_class_ex(&ce, NULL);
    class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;


    zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "password", sizeof("password") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

    zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "token", sizeof("token") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

    zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "clientsecret", sizeof("clientsecret") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

    return class_entry;
}

static zend_class_entry *register_class_Homing_Session(void)
{
    zend_class_entry ce, *class_entry;

    INIT_NS_CLASS_ENTRY(ce, "Homing", "Session", class_Homing_Session_methods);
    class_entry = zend_register_internal_class_ex(&ce, NULL);
    class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;


    zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "storekey", sizeof("storekey") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

    zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "explain", sizeof("explain") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

    zend_add_parameter_attribute(zend_hash_str_find_ptr(&class_entry->function_table, "call", sizeof("call") - 1), 0, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);

    return class_entry;
}

static zend_class_entry *register_class_Homing_Job(void)
{
    zend_class_entry ce, *class_entry;

    INIT_NS_CLASS_ENTRY(ce, "Homing", "Job", class_Homing_Job_methods);
    class_entry = zend_register_internal_class_ex(&ce, NULL);
    class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

    return class_entry;
}

static zend_class_entry *register_class_Homing_Server(void)
{
    zend_class_entry ce, *class_entry;

    INIT_NS_CLASS_ENTRY(ce, "Homing", "Server", class_Homing_Server_methods);
    class_entry = zend_register_internal_class_ex(&ce, NULL);
    class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;

    zval property_host_default_value;
    ZVAL_UNDEF(&property_host_default_value);
    zend_string *property_host_name = zend_string_init("host", sizeof("host") - 1, 1);
    zend_declare_typed_property(class_entry, property_host_name, &property_host_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
    zend_string_release(property_host_name);

    zval property_port_default_value;
    ZVAL_UNDEF(&property_port_default_value);
    zend_string *property_port_name = zend_string_init("port", sizeof("port") - 1, 1);
    zend_declare_typed_property(class_entry, property_port_name, &property_port_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
    zend_string_release(property_port_name);

    zval property_security_default_value;
    ZVAL_UNDEF(&property_security_default_value);
    zend_string *property_security_name = zend_string_init("security", sizeof("security") - 1, 1);
    zend_declare_typed_property(class_entry, property_security_name, &property_security_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
    zend_string_release(property_security_name);

    zval property_username_default_value;
    ZVAL_UNDEF(&property_username_default_value);
    zend_string *property_username_name = zend_string_init("username", sizeof("username") - 1, 1);
    zend_declare_typed_property(class_entry, property_username_name, &property_username_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
    zend_string_release(property_username_name);

    return class_entry;
}

static zend_class_entry *register_class_Homing_Diagnosis(void)
{
    zend_class_entry ce, *class_entry;

    INIT_NS_CLASS_ENTRY(ce, "Homing", "Diagnosis", class_Homing_Diagnosis_methods);
    class_entry = zend_register_internal_class_ex(&ce, NULL);
    class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;

    zval property_id_default_value;
    ZVAL_UNDEF(&property_id_default_value);
    zend_string *property_id_name = zend_string_init("id", sizeof("id") - 1, 1);
    zend_declare_typed_property(class_entry, property_id_name, &property_id_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
    zend_string_release(property_id_name);

    zval property_who_default_value;
    ZVAL_UNDEF(&property_who_default_value);
    zend_string *property_who_name = zend_string_init("who", sizeof("who") - 1, 1);
    zend_declare_typed_property(class_entry, property_who_name, &property_who_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
    zend_string_release(property_who_name);

    zval property_meaning_default_value;
    ZVAL_UNDEF(&property_meaning_default_value);
    zend_string *property_meaning_name = zend_string_init("meaning", sizeof("meaning") - 1, 1);
    zend_declare_typed_property(class_entry, property_meaning_name, &property_meaning_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
    zend_string_release(property_meaning_name);

    zval property_steps_default_value;
    ZVAL_UNDEF(&property_steps_default_value);
    zend_string *property_steps_name = zend_string_init("steps", sizeof("steps") - 1, 1);
    zend_declare_typed_property(class_entry, property_steps_name, &property_steps_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
    zend_string_release(property_steps_name);

    zval property_link_default_value;
    ZVAL_UNDEF(&property_link_default_value);
    zend_string *property_link_name = zend_string_init("link", sizeof("link") - 1, 1);
    zend_declare_typed_property(class_entry, property_link_name, &property_link_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
    zend_string_release(property_link_name);

    zval property_confidence_default_value;
    ZVAL_UNDEF(&property_confidence_default_value);
    zend_string *property_confidence_name = zend_string_init("confidence", sizeof("confidence") - 1, 1);
    zend_declare_typed_property(class_entry, property_confidence_name, &property_confidence_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
    zend_string_release(property_confidence_name);

    zval property_next_default_value;
    ZVAL_UNDEF(&property_next_default_value);
    zend_string *property_next_name = zend_string_init("next", sizeof("next") - 1, 1);
    zend_declare_typed_property(class_entry, property_next_name, &property_next_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
    zend_string_release(property_next_name);

    return class_entry;
}

static zend_class_entry *register_class_Homing_Result(void)
{
    zend_class_entry ce, *class_entry;

    INIT_NS_CLASS_ENTRY(ce, "Homing", "Result", class_Homing_Result_methods);
    class_entry = zend_register_internal_class_ex(&ce, NULL);
    class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

    return class_entry;
}

static zend_class_entry *register_class_Homing_Bulk(void)
{
    zend_class_entry ce, *class_entry;

    INIT_NS_CLASS_ENTRY(ce, "Homing", "Bulk", class_Homing_Bulk_methods);
    class_entry = zend_register_internal_class_ex(&ce, NULL);
    class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

    return class_entry;
}

static zend_class_entry *register_class_Homing_Documents(zend_class_entry *class_entry_Iterator)
{
    zend_class_entry ce, *class_entry;

    INIT_NS_CLASS_ENTRY(ce, "Homing", "Documents", class_Homing_Documents_methods);
    class_entry = zend_register_internal_class_ex(&ce, NULL);
    class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
    zend_class_implements(class_entry, 1, class_entry_Iterator);

    return class_entry;
}
