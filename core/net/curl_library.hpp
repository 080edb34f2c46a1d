#pragma once
// libcurl, loaded when the first https question is asked: its load time (it brings a dozen libraries) is more than the whole
// of an offline answer. Hosts still see one library, ours.
#include <curl/curl.h>

#include "model/question.hpp"

namespace homing {

struct CurlLibrary {
  decltype(&::curl_easy_init) easy_init;
  decltype(&::curl_easy_setopt) easy_setopt;
  decltype(&::curl_easy_getinfo) easy_getinfo;
  decltype(&::curl_easy_send) easy_send;
  decltype(&::curl_easy_recv) easy_recv;
  decltype(&::curl_easy_cleanup) easy_cleanup;
  decltype(&::curl_easy_strerror) easy_strerror;
  decltype(&::curl_multi_init) multi_init;
  decltype(&::curl_multi_setopt) multi_setopt;
  decltype(&::curl_multi_add_handle) multi_add_handle;
  decltype(&::curl_multi_remove_handle) multi_remove_handle;
  decltype(&::curl_multi_socket_action) multi_socket_action;
  decltype(&::curl_multi_info_read) multi_info_read;
  decltype(&::curl_multi_cleanup) multi_cleanup;
  decltype(&::curl_slist_append) slist_append;
  decltype(&::curl_slist_free_all) slist_free_all;
  decltype(&::curl_global_init) global_init;
  decltype(&::curl_version_info) version_info;
  bool speaks_openssl3;  ///< its TLS is the OpenSSL we link, so that certificate stores can be shared

  /// Loads and initialises it at the first call, once a process. Null where the system has no usable libcurl.
  static const CurlLibrary* load();
};

/// Where this system has it. False: it has none, or one that lacks something.
bool find_curl(CurlLibrary& curl);

/// What a transfer that ended so comes to.
Heard heard_of(CURLcode code);

}  // namespace homing
