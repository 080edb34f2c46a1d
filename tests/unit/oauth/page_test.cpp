#include "oauth/page.hpp"

#include "unit/world.hpp"

using namespace homing;
using Catch::Contains;

TEST_CASE("Every page is HTML that any browser and reader can show, with nothing from elsewhere", "[oauth]") {
  for (const Welcome welcome : {Welcome::signed_in, Welcome::failed, Welcome::stranger}) {
    const std::string page = sign_in_page(welcome, "A sentence.");
    CHECK(page.rfind("<!DOCTYPE html>", 0) == 0);
    CHECK_THAT(page, Contains("<html lang=\"en\">") && Contains("<meta charset=\"utf-8\">") && Contains("name=\"viewport\"") &&
                         Contains("color-scheme:light dark") && Contains("<title>") && Contains("<p>A sentence.</p>") && Contains("close this tab"));
    CHECK_THAT(page, !Contains("<script") && !Contains("http:") && !Contains("https:") && !Contains("src="));
    CHECK(page.size() < 4096);
  }
}

TEST_CASE("The page says what happened", "[oauth]") {
  CHECK_THAT(sign_in_page(Welcome::signed_in, ""), Contains("<h1>You are signed in</h1>") && !Contains("<p></p>"));
  CHECK_THAT(sign_in_page(Welcome::failed, ""), Contains("<h1>The sign-in did not work</h1>"));
  CHECK_THAT(sign_in_page(Welcome::stranger, ""), Contains("<h1>This is not the sign-in that is waited for</h1>"));
}

TEST_CASE("A sentence is text and nothing else", "[oauth]") {
  CHECK_THAT(sign_in_page(Welcome::failed, "<script>alert('1')</script> & \"2\"\x01\xff"),
             Contains("<p>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;2&quot; \xEF\xBF\xBD</p>"));
  CHECK(sign_in_page(Welcome::failed, std::string(100000, '<')).size() < 20000);
}
