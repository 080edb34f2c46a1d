#include "net/curl_library.hpp"
#include "net/shared_library.hpp"

namespace homing {

// The number that has been the same since 2006 (curl's docs/libcurl/ABI.md).
bool find_curl(CurlLibrary& curl) {
  const SharedLibrary library("libcurl", 4);
  return library && library.find("curl_easy_init", curl.easy_init) && library.find("curl_easy_setopt", curl.easy_setopt) &&
         library.find("curl_easy_getinfo", curl.easy_getinfo) && library.find("curl_easy_send", curl.easy_send) &&
         library.find("curl_easy_recv", curl.easy_recv) && library.find("curl_easy_cleanup", curl.easy_cleanup) &&
         library.find("curl_easy_strerror", curl.easy_strerror) && library.find("curl_multi_init", curl.multi_init) &&
         library.find("curl_multi_setopt", curl.multi_setopt) && library.find("curl_multi_add_handle", curl.multi_add_handle) &&
         library.find("curl_multi_remove_handle", curl.multi_remove_handle) && library.find("curl_multi_socket_action", curl.multi_socket_action) &&
         library.find("curl_multi_info_read", curl.multi_info_read) && library.find("curl_multi_cleanup", curl.multi_cleanup) &&
         library.find("curl_slist_append", curl.slist_append) && library.find("curl_slist_free_all", curl.slist_free_all) &&
         library.find("curl_global_init", curl.global_init) && library.find("curl_version_info", curl.version_info);
}

}  // namespace homing
