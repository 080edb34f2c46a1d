/* homing.h for Lua: sessions, accounts and jobs as objects; documents and events as JSON text, which document.lua reads. */
#include <homing/homing.h>
#include <lauxlib.h>
#include <stdbool.h>

#include "homing_neomutt.h"

struct session {
  homing_session* handle;
};
struct account {
  homing_account* handle;
};
struct job {
  homing_job* handle;
};

static int refuse(lua_State* L, homing_status status, const char* sentence) {
  return luaL_error(L, "%s", sentence != NULL && *sentence != '\0' ? sentence : homing_status_text(status));
}

static void* push_object(lua_State* L, size_t size, const char* type) {
  void* const object = lua_newuserdata(L, size);
  luaL_setmetatable(L, type);
  return object;
}

/* ---- Sessions ---- */

static homing_session* session_at(lua_State* L) { return ((struct session*)luaL_checkudata(L, 1, "homing.session"))->handle; }

/* session{name = value, ...} */
static int new_session(lua_State* L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  struct session* const session = push_object(L, sizeof *session, "homing.session");
  session->handle = NULL;
  homing_options* options = NULL;
  homing_status status = homing_options_new(&options);
  for (lua_pushnil(L); status == HOMING_OK && lua_next(L, 1) != 0; lua_pop(L, 1))
    status = homing_options_set(options, lua_tostring(L, -2), lua_tostring(L, -1));
  if (status == HOMING_OK) {
    status = homing_session_new(options, &session->handle);
    homing_options_free(options);
    return status == HOMING_OK ? 1 : refuse(L, status, homing_session_error(session->handle));
  }
  lua_pushstring(L, homing_options_error(options));
  homing_options_free(options);
  return refuse(L, status, lua_tostring(L, -1));
}

static int free_session(lua_State* L) {
  struct session* const session = luaL_checkudata(L, 1, "homing.session");
  homing_session_free(session->handle);
  session->handle = NULL;
  return 0;
}

/* ---- Accounts ---- */

static homing_account* account_at(lua_State* L, int place) { return ((struct account*)luaL_checkudata(L, place, "homing.account"))->handle; }

/* account(address, {name = value, ...}, password or nil) */
static int new_account(lua_State* L) {
  size_t size = 0;
  const char* const address = luaL_checkstring(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  const char* const password = luaL_optlstring(L, 3, NULL, &size);
  struct account* const account = push_object(L, sizeof *account, "homing.account");
  account->handle = NULL;
  homing_status status = homing_account_new(address, &account->handle);
  for (lua_pushnil(L); status == HOMING_OK && lua_next(L, 2) != 0; lua_pop(L, 1))
    status = homing_account_set(account->handle, lua_tostring(L, -2), lua_tostring(L, -1));
  if (status == HOMING_OK && password != NULL) status = homing_account_password(account->handle, password, size);
  if (status != HOMING_OK) return refuse(L, status, homing_account_error(account->handle));
  return 1;
}

static int free_account(lua_State* L) {
  struct account* const account = luaL_checkudata(L, 1, "homing.account");
  homing_account_free(account->handle);
  account->handle = NULL;
  return 0;
}

/* ---- Jobs ---- */

/* Without a handle yet, so that an error meanwhile leaves nothing behind. */
static struct job* push_job(lua_State* L) {
  struct job* const job = push_object(L, sizeof *job, "homing.job");
  job->handle = NULL;
  return job;
}

static int started(lua_State* L, homing_status status, const struct job* job) {
  return status == HOMING_OK ? 1 : refuse(L, status, homing_job_error(job->handle));
}

static int resolve(lua_State* L) {
  homing_session* const session = session_at(L);
  const char* const address = luaL_checkstring(L, 2);
  struct job* const job = push_job(L);
  return started(L, homing_resolve(session, address, &job->handle), job);
}

static int export(lua_State* L) {
  homing_session* const session = session_at(L);
  const homing_account* const account = account_at(L, 2);
  const char* const format = luaL_checkstring(L, 3);
  struct job* const job = push_job(L);
  return started(L, homing_export(session, account, format, &job->handle), job);
}

static int verify(lua_State* L) {
  homing_session* const session = session_at(L);
  const homing_account* const account = account_at(L, 2);
  struct job* const job = push_job(L);
  return started(L, homing_verify(session, account, &job->handle), job);
}

static int explain(lua_State* L) {
  homing_session* const session = session_at(L);
  size_t size = 0;
  const char* const text = luaL_checklstring(L, 2, &size);
  struct job* const job = push_job(L);
  return started(L, homing_explain(session, text, size, &job->handle), job);
}

static homing_job* job_at(lua_State* L) { return ((struct job*)luaL_checkudata(L, 1, "homing.job"))->handle; }

/* job:run(milliseconds): whether it has ended. */
static int run(lua_State* L) {
  homing_job* const job = job_at(L);
  const homing_status status = homing_job_run(job, (int32_t)luaL_checkinteger(L, 2));
  if (status != HOMING_OK && status != HOMING_PENDING) return refuse(L, status, homing_job_error(job));
  lua_pushboolean(L, status == HOMING_OK);
  return 1;
}

static int event(lua_State* L) {
  lua_pushstring(L, homing_job_event(job_at(L))); /* nil for NULL */
  return 1;
}

static int cancel(lua_State* L) {
  homing_cancel(homing_job_id(job_at(L)));
  return 0;
}

static int document(lua_State* L) {
  homing_job* const job = job_at(L);
  homing_result* result = NULL;
  const homing_status status = homing_job_result(job, &result);
  if (status != HOMING_OK) return refuse(L, status, homing_job_error(job));
  lua_pushstring(L, homing_result_json(result));
  homing_result_free(result);
  return 1;
}

static int free_job(lua_State* L) {
  struct job* const job = luaL_checkudata(L, 1, "homing.job");
  homing_job_free(job->handle);
  job->handle = NULL;
  return 0;
}

/* ---- The module ---- */

static void make_type(lua_State* L, const char* name, lua_CFunction release, const luaL_Reg* methods) {
  luaL_newmetatable(L, name);
  lua_pushcfunction(L, release);
  lua_setfield(L, -2, "__gc");
  lua_newtable(L);
  luaL_setfuncs(L, methods, 0);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
}

HOMING_API int luaopen_homing_neomutt(lua_State* L) {
  static const luaL_Reg none[] = {{NULL, NULL}};
  static const luaL_Reg of_session[] = {{"resolve", resolve}, {"export", export}, {"verify", verify}, {"explain", explain}, {NULL, NULL}};
  static const luaL_Reg of_job[] = {{"run", run}, {"event", event}, {"cancel", cancel}, {"document", document}, {NULL, NULL}};
  static const luaL_Reg functions[] = {{"session", new_session},     {"account", new_account}, {"interruptible", interruptible},
                                       {"interrupted", interrupted}, {"keep", keep},           {NULL, NULL}};
  if (homing_abi_version() != HOMING_ABI_VERSION)
    return luaL_error(L, "libhoming %s has ABI version %d; this module needs %d.", homing_version(), (int)homing_abi_version(), HOMING_ABI_VERSION);
  make_type(L, "homing.session", free_session, of_session);
  make_type(L, "homing.account", free_account, none);
  make_type(L, "homing.job", free_job, of_job);
  luaL_newlib(L, functions);
  return 1;
}
