# Packs PARTS, a list of NAME=FILE, into the folder FOLDER, each under its name; and into the file NAME.zip where that is wanted (PACKED, by the
# program ZIP): in this order, with fixed times and modes, and nothing of who packed them.
file(REMOVE_RECURSE ${FOLDER})
set(all "")
foreach(part IN LISTS PARTS)
  string(REGEX MATCH "^([^=]+)=(.+)$" both "${part}")
  configure_file(${CMAKE_MATCH_2} ${FOLDER}/${CMAKE_MATCH_1} COPYONLY)
  list(APPEND all ${CMAKE_MATCH_1})
endforeach()
file(CHMOD_RECURSE ${FOLDER} FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ
  DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
if(PACKED)
  file(REMOVE ${PACKED})
  # 1980 is the first year that a zip knows.
  execute_process(COMMAND ${CMAKE_COMMAND} -E env TZ=UTC touch -d 1980-01-01T00:00:00 ${all} WORKING_DIRECTORY ${FOLDER} COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${CMAKE_COMMAND} -E env TZ=UTC ${ZIP} -q -X ${PACKED} ${all} WORKING_DIRECTORY ${FOLDER} COMMAND_ERROR_IS_FATAL ANY)
endif()
