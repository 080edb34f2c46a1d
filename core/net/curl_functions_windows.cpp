// Windows has no libcurl of its own, and a host should find one file of ours: it is part of it.
#include "net/curl_library.hpp"

namespace homing {

bool find_curl(CurlLibrary& curl) {
  curl.easy_init = &::curl_easy_init;
  curl.easy_setopt = &::curl_easy_setopt;
  curl.easy_getinfo = &::curl_easy_getinfo;
  curl.easy_send = &::curl_easy_send;
  curl.easy_recv = &::curl_easy_recv;
  curl.easy_cleanup = &::curl_easy_cleanup;
  curl.easy_strerror = &::curl_easy_strerror;
  curl.multi_init = &::curl_multi_init;
  curl.multi_setopt = &::curl_multi_setopt;
  curl.multi_add_handle = &::curl_multi_add_handle;
  curl.multi_remove_handle = &::curl_multi_remove_handle;
  curl.multi_socket_action = &::curl_multi_socket_action;
  curl.multi_info_read = &::curl_multi_info_read;
  curl.multi_cleanup = &::curl_multi_cleanup;
  curl.slist_append = &::curl_slist_append;
  curl.slist_free_all = &::curl_slist_free_all;
  curl.global_init = &::curl_global_init;
  curl.version_info = &::curl_version_info;
  return true;
}

}  // namespace homing
