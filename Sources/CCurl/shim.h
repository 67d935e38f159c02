#pragma once
#include <curl/curl.h>

/* curl's setters and getters are variadic, which Swift does not import: a shim for each kind of value. */
typedef size_t (*chaos_curl_take)(char *bytes, size_t size, size_t count, void *context);
typedef int (*chaos_curl_on_socket)(CURL *easy, curl_socket_t socket, int what, void *context, void *mark);
typedef int (*chaos_curl_on_close)(void *context, curl_socket_t socket);
typedef int (*chaos_curl_on_timer)(CURLM *multi, long milliseconds, void *context);

static inline CURLcode chaos_curl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode chaos_curl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode chaos_curl_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode chaos_curl_set_bytes(CURL *easy, CURLoption option, const void *value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode chaos_curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode chaos_curl_set_parsed_url(CURL *easy, CURLU *value) {
  return curl_easy_setopt(easy, CURLOPT_CURLU, value);
}
static inline CURLcode chaos_curl_set_pointer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode chaos_curl_set_take(CURL *easy, CURLoption option, chaos_curl_take value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode chaos_curl_set_on_close(CURL *easy, chaos_curl_on_close value) {
  return curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, value);
}
static inline CURLcode chaos_curl_get_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}
static inline CURLcode chaos_curl_get_text(CURL *easy, CURLINFO info, char **value) {
  return curl_easy_getinfo(easy, info, value);
}
static inline CURLcode chaos_curl_get_pointer(CURL *easy, CURLINFO info, void **value) {
  return curl_easy_getinfo(easy, info, value);
}
static inline CURLMcode chaos_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}
static inline CURLMcode chaos_curl_multi_set_pointer(CURLM *multi, CURLMoption option, void *value) {
  return curl_multi_setopt(multi, option, value);
}
static inline CURLMcode chaos_curl_multi_set_on_socket(CURLM *multi, chaos_curl_on_socket value) {
  return curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, value);
}
static inline CURLMcode chaos_curl_multi_set_on_timer(CURLM *multi, chaos_curl_on_timer value) {
  return curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, value);
}

/* No file:, no ftp:, whatever a URL says; the option changed its form in 7.85. */
static inline CURLcode chaos_curl_allow_http_only(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

/* What a finished transfer ended with; the union inside CURLMsg is not imported under a usable name. */
static inline CURLcode chaos_curl_result(const CURLMsg *message) { return message->data.result; }

/* CURL_GLOBAL_ALL is an expression that Swift does not import. */
static inline CURLcode chaos_curl_start(void) { return curl_global_init(CURL_GLOBAL_ALL); }
