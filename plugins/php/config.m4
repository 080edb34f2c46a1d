dnl For phpize: phpize && ./configure && make && make install. libhoming and its headers are found by pkg-config.
PHP_ARG_WITH([homing], [for Homing], [AS_HELP_STRING([--with-homing], [Include Homing (libhoming, by pkg-config)])], [yes])

if test "$PHP_HOMING" != "no"; then
  PKG_CHECK_MODULES([HOMING], [homing >= 1.0])
  PHP_EVAL_INCLINE([$HOMING_CFLAGS])
  PHP_EVAL_LIBLINE([$HOMING_LIBS], [HOMING_SHARED_LIBADD])
  dnl A function that is missing is noticed at the start, where PHP warns and goes on.
  HOMING_SHARED_LIBADD="$HOMING_SHARED_LIBADD -Wl,-z,now"
  PHP_SUBST([HOMING_SHARED_LIBADD])
  PHP_NEW_EXTENSION([homing], m4_normalize([homing.c object.c pool.c exception.c work.c values.c options.c account.c session.c
      operations.c store.c job.c result.c bulk.c documents.c library.c tables.c]),
    [$ext_shared],, [-DZEND_ENABLE_STATIC_TSRMLS_CACHE=1 -fvisibility=hidden])
fi
