# The packages of Debian and its kin: `cpack` in a build with the prefix /usr (preset package).
set(packages libhoming1 libhoming-dev homing homing-thunderbird homing-native-messaging)
foreach(host ${HOMING_BUILT_HOSTS})  # plugins/hosts.cmake
  list(APPEND packages homing-${host})
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME homing)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # each has its own
set(CPACK_PACKAGE_CONTACT "The Homing developers <developers@homing.example>")
set(CPACK_PACKAGE_VENDOR "The Homing developers")
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL ${packages})
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/capi)  # where libhoming itself is while the command line is looked at

# Of each package: its section, what it depends on beyond what it is linked to, and what it is. libcurl, GNU SASL and libsecret are
# loaded when they are used.
set(about [[The settings of an e-mail address (IMAP, POP3, SMTP) are found, and whether the
mailbox is Outlook.com (personal) or Microsoft 365 (work or school); they are
proved against the live servers, people are signed in with OAuth2, and every
failure is explained: what it means, who can mend it, and how.]])
macro(describe package section title)
  string(TOUPPER ${package} COMPONENT)
  set(CPACK_DEBIAN_${COMPONENT}_PACKAGE_NAME ${package})
  set(CPACK_DEBIAN_${COMPONENT}_PACKAGE_SECTION ${section})
  set(CPACK_COMPONENT_${COMPONENT}_DESCRIPTION "${title}\n${about}\n\n${ARGN}")
endmacro()
describe(libhoming1 libs "e-mail address to working mail account, the library" "This package has the library.")
describe(libhoming-dev libdevel "e-mail address to working mail account, for developers"
  "This package has the headers for C and C++, and the schemas of all documents.")
describe(homing mail "e-mail address to working mail account, the command line"
  "This package has the command line, which is the password command of other mail\nprograms, too.")
describe(homing-thunderbird mail "e-mail address to working mail account, in Thunderbird"
  "This package has the add-on for Thunderbird: Account Hub finds settings with\nHoming, and a page explains, checks and mends accounts.")
describe(homing-native-messaging mail "e-mail address to working mail account, for add-ons"
  "This package has the native-messaging host, through which the add-on works in a\nThunderbird that runs no Experiments.")
if(neomutt IN_LIST HOMING_BUILT_HOSTS)
  describe(homing-neomutt mail "e-mail address to working mail account, in NeoMutt"
    "This package has the module for NeoMutt's Lua: accounts are set up and checked\nfrom within, and errors explained.")
endif()
if(emacs IN_LIST HOMING_BUILT_HOSTS)
  describe(homing-emacs lisp "e-mail address to working mail account, in Emacs"
    "This package has the module for Emacs: Gnus and Message are set up and checked\nfrom within, and errors explained.")
endif()
if(evolution IN_LIST HOMING_BUILT_HOSTS)
  pkg_get_variable(evolution_libraries evolution-shell-3.0 privlibdir)
  list(APPEND CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${evolution_libraries})
  describe(homing-evolution mail "e-mail address to working mail account, in Evolution"
    "This package has the module for Evolution: its account assistant finds settings\nwith Homing, and says whose mailbox it is and what to know.")
endif()
set(control ${PROJECT_BINARY_DIR}/control)  # for programs that link it, and for the cache of the loader
file(CONFIGURE OUTPUT ${control}/shlibs CONTENT "libhoming ${PROJECT_VERSION_MAJOR} libhoming1 (>= ${PROJECT_VERSION})\n")
file(CONFIGURE OUTPUT ${control}/conffiles CONTENT "/etc/thunderbird/pref/homing.js\n")  # of the add-on for Thunderbird
file(CONFIGURE OUTPUT ${control}/emacs/conffiles CONTENT "/etc/emacs/site-start.d/50homing.el\n")
file(CONFIGURE OUTPUT ${control}/triggers CONTENT "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_LIBHOMING1_PACKAGE_CONTROL_EXTRA ${control}/shlibs ${control}/triggers)
set(CPACK_DEBIAN_LIBHOMING1_PACKAGE_DEPENDS "libcurl4 (>= 7.85) | libcurl4t64")
set(CPACK_DEBIAN_LIBHOMING1_PACKAGE_RECOMMENDS "ca-certificates, libsecret-1-0")
set(CPACK_DEBIAN_LIBHOMING1_PACKAGE_SUGGESTS "libgsasl18 | libgsasl7")
set(CPACK_DEBIAN_LIBHOMING-DEV_PACKAGE_DEPENDS "libhoming1 (= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})")
set(CPACK_DEBIAN_LIBHOMING-DEV_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_HOMING_PACKAGE_DEPENDS "libhoming1 (>= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_HOMING-THUNDERBIRD_PACKAGE_DEPENDS
  "libhoming1 (>= ${PROJECT_VERSION}), homing-native-messaging (>= ${PROJECT_VERSION}), thunderbird (>= 1:140)")
set(CPACK_DEBIAN_HOMING-THUNDERBIRD_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_HOMING-THUNDERBIRD_PACKAGE_CONTROL_EXTRA ${control}/conffiles)
set(CPACK_DEBIAN_HOMING-NATIVE-MESSAGING_PACKAGE_DEPENDS "libhoming1 (>= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_HOMING-NATIVE-MESSAGING_PACKAGE_ENHANCES "thunderbird")
set(CPACK_DEBIAN_HOMING-NEOMUTT_PACKAGE_DEPENDS "libhoming1 (>= ${PROJECT_VERSION}), homing (>= ${PROJECT_VERSION}), neomutt")
set(CPACK_DEBIAN_HOMING-EMACS_PACKAGE_DEPENDS "libhoming1 (>= ${PROJECT_VERSION}), homing (>= ${PROJECT_VERSION}), emacs-nox (>= 1:28) | emacs-gtk (>= 1:28) | emacs-lucid (>= 1:28) | emacs (>= 1:28)")
set(CPACK_DEBIAN_HOMING-EVOLUTION_PACKAGE_DEPENDS "libhoming1 (>= ${PROJECT_VERSION}), evolution (>= 3.46)")
set(CPACK_DEBIAN_HOMING-EVOLUTION_PACKAGE_RECOMMENDS "evolution-ews")
set(CPACK_DEBIAN_HOMING-EMACS_PACKAGE_CONTROL_EXTRA ${control}/emacs/conffiles)

# What Debian's policy has in each: who may do what with it, and what has changed.
set(changelog ${PROJECT_BINARY_DIR}/changelog.Debian.gz)
add_custom_command(OUTPUT ${changelog} COMMAND gzip -9nc ${CMAKE_CURRENT_LIST_DIR}/changelog > ${changelog}
  DEPENDS ${CMAKE_CURRENT_LIST_DIR}/changelog VERBATIM)
add_custom_target(homing_changelog ALL DEPENDS ${changelog})
foreach(package ${packages})
  install(FILES ${CMAKE_CURRENT_LIST_DIR}/copyright ${changelog} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${package})
endforeach()

include(${CMAKE_CURRENT_LIST_DIR}/spdx.cmake)
include(CPack)
