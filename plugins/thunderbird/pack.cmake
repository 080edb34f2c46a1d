# Packs PARTS of the folder FROM and a MANIFEST into the file NAME: in this order, with fixed times and modes, and nothing of who packed them.
set(folder ${CMAKE_CURRENT_BINARY_DIR}/${NAME}.d)
file(REMOVE_RECURSE ${folder} ${CMAKE_CURRENT_BINARY_DIR}/${NAME})
foreach(part ${PARTS})
  configure_file(${FROM}/${part} ${folder}/${part} COPYONLY)
endforeach()
configure_file(${MANIFEST} ${folder}/manifest.json COPYONLY)
set(all manifest.json ${PARTS})
file(CHMOD_RECURSE ${folder} FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ
  DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
# 1980 is the first year that a zip knows.
execute_process(COMMAND ${CMAKE_COMMAND} -E env TZ=UTC touch -d 1980-01-01T00:00:00 ${all} WORKING_DIRECTORY ${folder} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} -E env TZ=UTC ${ZIP} -q -X ${CMAKE_CURRENT_BINARY_DIR}/${NAME} ${all} WORKING_DIRECTORY ${folder}
  COMMAND_ERROR_IS_FATAL ANY)
