#pragma once
// The person's browser.
#include <string>

/// Opens an https URL in it: in $BROWSER, else by xdg-open; in the default one of Windows. Whether a program could be started.
bool open_browser(const std::string& url);
