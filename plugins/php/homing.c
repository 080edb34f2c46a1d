/* The extension "homing". Loading it makes nothing but names: sessions come with the first request of a process. */
#include "php_homing.h"

#include <ext/spl/spl_exceptions.h>
#include <ext/standard/info.h>
#include <php_ini.h>
#include <zend_attributes.h>
#include <zend_interfaces.h>

#include "homing_arginfo.h"

ZEND_DECLARE_MODULE_GLOBALS(homing)

php_homing_class php_homing_options, php_homing_account, php_homing_session, php_homing_job, php_homing_result, php_homing_bulk,
  php_homing_documents;
zend_class_entry *php_homing_server, *php_homing_diagnosis, *php_homing_store, *php_homing_exception, *php_homing_pending,
  *php_homing_invalid_address, *php_homing_cancelled, *php_homing_unavailable;

/* Whether strangers' names may lead into the host's own network is for who runs the host to say; the rest is a site's own business. */
PHP_INI_BEGIN()
  STD_PHP_INI_ENTRY("homing.deadline_ms", "-1", PHP_INI_ALL, OnUpdateLong, deadline_ms, zend_homing_globals, homing_globals)
  STD_PHP_INI_BOOLEAN("homing.refuse_private", "1", PHP_INI_SYSTEM, OnUpdateBool, refuse_private, zend_homing_globals, homing_globals)
  STD_PHP_INI_ENTRY("homing.ca_file", "", PHP_INI_SYSTEM | PHP_INI_PERDIR, OnUpdateString, ca_file, zend_homing_globals, homing_globals)
PHP_INI_END()

static void ZEND_MODULE_GLOBALS_CTOR_N(homing)(zend_homing_globals *made) {
#if defined(ZTS) && defined(COMPILE_DL_HOMING)
  ZEND_TSRMLS_CACHE_UPDATE();
#endif
  memset(made, 0, sizeof *made);
}

static void ZEND_MODULE_GLOBALS_DTOR_N(homing)(zend_homing_globals *made) { php_homing_pool_free(made); }

static void register_exceptions(void) {
  php_homing_exception = register_class_Homing_Exception(spl_ce_RuntimeException);
  php_homing_invalid_address = register_class_Homing_InvalidAddressException(php_homing_exception);
  php_homing_cancelled = register_class_Homing_CancelledException(php_homing_exception);
  php_homing_pending = register_class_Homing_PendingException(php_homing_exception);
  php_homing_unavailable = register_class_Homing_UnavailableException(php_homing_exception);
  zend_register_class_alias("Homing\\HomingException", php_homing_exception); /* as Homing.php calls it */
}

static void free_options(void *handle) { homing_options_free(handle); }
static void free_account(void *handle) { homing_account_free(handle); }
static void free_session(void *handle) { homing_session_free(handle); }
static void free_job(void *handle) { homing_job_free(handle); }
static void free_result(void *handle) { homing_result_free(handle); }
static void free_bulk(void *handle) { homing_bulk_free(handle); }

static PHP_MINIT_FUNCTION(homing) {
  REGISTER_INI_ENTRIES();
  register_exceptions();
  php_homing_store = register_class_Homing_Store();
  php_homing_server = register_class_Homing_Server();
  php_homing_diagnosis = register_class_Homing_Diagnosis();
  php_homing_tables_init(register_class_Homing_Library());
  php_homing_class_init(&php_homing_options, register_class_Homing_Options(), free_options);
  php_homing_class_init(&php_homing_account, register_class_Homing_Account(), free_account);
  php_homing_class_init(&php_homing_session, register_class_Homing_Session(), free_session);
  php_homing_class_init(&php_homing_job, register_class_Homing_Job(), free_job);
  php_homing_class_init(&php_homing_result, register_class_Homing_Result(), free_result);
  php_homing_class_init(&php_homing_bulk, register_class_Homing_Bulk(), free_bulk);
  php_homing_class_init(&php_homing_documents, register_class_Homing_Documents(zend_ce_iterator), php_homing_documents_free);
  return SUCCESS;
}

static PHP_MSHUTDOWN_FUNCTION(homing) {
  UNREGISTER_INI_ENTRIES();
  php_homing_tables_free();
  return SUCCESS;
}

static PHP_RINIT_FUNCTION(homing) {
#if defined(ZTS) && defined(COMPILE_DL_HOMING)
  ZEND_TSRMLS_CACHE_UPDATE();
#endif
  HOMING_G(inside) = 0;
  HOMING_G(bailed) = false;
  HOMING_G(thrown) = NULL;
  HOMING_G(late) = NULL;
  return SUCCESS;
}

static PHP_MINFO_FUNCTION(homing) {
  php_info_print_table_start();
  php_info_print_table_row(2, "Homing", PHP_HOMING_VERSION);
  php_info_print_table_row(2, "libhoming", homing_version());
  php_info_print_table_end();
  DISPLAY_INI_ENTRIES();
}

static const zend_module_dep needed[] = {ZEND_MOD_REQUIRED("json") ZEND_MOD_REQUIRED("spl") ZEND_MOD_END};

zend_module_entry homing_module_entry = {STANDARD_MODULE_HEADER_EX,
                                         NULL,
                                         needed,
                                         "homing",
                                         ext_functions,
                                         PHP_MINIT(homing),
                                         PHP_MSHUTDOWN(homing),
                                         PHP_RINIT(homing),
                                         NULL,
                                         PHP_MINFO(homing),
                                         PHP_HOMING_VERSION,
                                         PHP_MODULE_GLOBALS(homing),
                                         PHP_GINIT(homing),
                                         PHP_GSHUTDOWN(homing),
                                         NULL,
                                         STANDARD_MODULE_PROPERTIES_EX};

#ifdef COMPILE_DL_HOMING
#ifdef ZTS
ZEND_TSRMLS_CACHE_DEFINE()
#endif
/* A library of another ABI version: PHP would end if the module failed to start, and every site with it. One that needs
 * what is not there is left out instead, with a warning. */
static const zend_module_dep never[] = {ZEND_MOD_REQUIRED("libhoming of the ABI version that it is for") ZEND_MOD_END};

ZEND_DLEXPORT zend_module_entry *get_module(void);
ZEND_DLEXPORT zend_module_entry *get_module(void) {
  if (homing_abi_version() != HOMING_ABI_VERSION) {
    zend_error(E_CORE_WARNING, "homing: libhoming has ABI version %d; the extension is for %d", (int)homing_abi_version(), HOMING_ABI_VERSION);
    homing_module_entry.deps = never;
  }
  return &homing_module_entry;
}
#endif
