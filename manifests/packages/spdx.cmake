# The bill of materials (SPDX 2.3): what the library is built from, what it is linked to, and what it loads when it is used.
set(HOMING_SPDX_PACKAGES "")
set(HOMING_SPDX_RELATIONSHIPS "")
function(consists_of id name license version relationship)
  set(from homing)
  set(to ${id})
  if(relationship MATCHES "_OF$")
    set(from ${id})
    set(to homing)
  endif()
  string(CONFIGURE [[    { "SPDXID": "SPDXRef-@id@", "name": "@name@", "versionInfo": "@version@", "supplier": "NOASSERTION",
      "downloadLocation": "NOASSERTION", "filesAnalyzed": false, "licenseConcluded": "@license@", "licenseDeclared": "@license@",
      "copyrightText": "NOASSERTION" }]] package @ONLY)
  string(CONFIGURE [[    { "spdxElementId": "SPDXRef-@from@", "relationshipType": "@relationship@", "relatedSpdxElement": "SPDXRef-@to@" }]] relation @ONLY)
  set(HOMING_SPDX_PACKAGES ${HOMING_SPDX_PACKAGES} "${package}" PARENT_SCOPE)
  set(HOMING_SPDX_RELATIONSHIPS ${HOMING_SPDX_RELATIONSHIPS} "${relation}" PARENT_SCOPE)
endfunction()

consists_of(boost-json Boost.JSON BSL-1.0 "${Boost_VERSION_STRING}" STATIC_LINK)
consists_of(openssl OpenSSL Apache-2.0 "${OPENSSL_VERSION}" DYNAMIC_LINK)
consists_of(c-ares c-ares MIT "${cares_VERSION}" DYNAMIC_LINK)
consists_of(libidn2 libidn2 "LGPL-3.0-or-later OR GPL-2.0-or-later" "${idn2_VERSION}" DYNAMIC_LINK)
consists_of(libpsl libpsl MIT "${psl_VERSION}" DYNAMIC_LINK)
consists_of(pugixml pugixml MIT "${pugixml_VERSION}" DYNAMIC_LINK)
consists_of(libstdcxx libstdc++ "GPL-3.0-or-later WITH GCC-exception-3.1" "${CMAKE_CXX_COMPILER_VERSION}" DYNAMIC_LINK)
consists_of(libcurl libcurl curl "${CURL_VERSION_STRING}" RUNTIME_DEPENDENCY_OF)
consists_of(gsasl "GNU SASL" LGPL-2.1-or-later any OPTIONAL_DEPENDENCY_OF)
consists_of(libsecret libsecret LGPL-2.1-or-later any OPTIONAL_DEPENDENCY_OF)

list(JOIN HOMING_SPDX_PACKAGES ",\n" HOMING_SPDX_PACKAGES)
list(JOIN HOMING_SPDX_RELATIONSHIPS ",\n" HOMING_SPDX_RELATIONSHIPS)
string(SHA256 HOMING_BUILT_WITH "${HOMING_SPDX_PACKAGES}")       # documents of other contents have other names
string(TIMESTAMP HOMING_CREATED "%Y-%m-%dT%H:%M:%SZ" UTC)         # SOURCE_DATE_EPOCH, where it is set
configure_file(${CMAKE_CURRENT_LIST_DIR}/homing.spdx.json.in ${PROJECT_BINARY_DIR}/homing.spdx.json @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/homing.spdx.json DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libhoming1 COMPONENT libhoming1)
