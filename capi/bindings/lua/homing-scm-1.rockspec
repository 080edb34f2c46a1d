rockspec_format = "3.0"
package = "homing"
version = "scm-1"
description = { summary = "An e-mail address becomes a working mail account: libhoming for LuaJIT.", license = "MIT" }
source = { url = "." }
dependencies = { "lua == 5.1" } -- LuaJIT
build = { type = "builtin", modules = { homing = "homing.lua" } }
