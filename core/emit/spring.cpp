// Spring Boot's mail sender: application.properties, or where a token is wanted for each connection, a class that makes it. Jakarta
// Mail does not compare the name on the certificate unless it is told to.
#include "emit/code.hpp"
#include "emit/emitters.hpp"

namespace homing {
namespace {

constexpr std::string_view properties = R"(spring.mail.host=<<host>>
spring.mail.port=<<port>>
spring.mail.username=<<user>>
spring.mail.password=${SMTP_PASSWORD}
spring.mail.properties.mail.smtp.auth=true
spring.mail.properties.mail.smtp.ssl.checkserveridentity=true
<<secure>>)";

constexpr std::string_view secure_tls = "spring.mail.properties.mail.smtp.ssl.enable=true\n";
constexpr std::string_view secure_starttls = R"(spring.mail.properties.mail.smtp.starttls.enable=true
spring.mail.properties.mail.smtp.starttls.required=true
)";

constexpr std::string_view configuration = R"(import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;

@Configuration
public class MailConfiguration {
    @Bean
    public JavaMailSenderImpl mailSender() {
        JavaMailSenderImpl sender = new JavaMailSenderImpl() {
            @Override
            public String getPassword() {
                return token();
            }
        };
        sender.setHost(<<host>>);
        sender.setPort(<<port>>);
        sender.setUsername(<<user>>);
        Properties properties = sender.getJavaMailProperties();
        properties.setProperty("mail.smtp.from", <<from>>);
        properties.setProperty("mail.smtp.auth", "true");
        properties.setProperty("mail.smtp.auth.mechanisms", "XOAUTH2");
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
<<secure>>        return sender;
    }

    /** What `homing token` prints. */
    private static String token() {
        try {
            Process process = new ProcessBuilder(<<words>>).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            String token = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("homing token has printed no token.");
            }
            return token;
        } catch (IOException | InterruptedException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
)";

constexpr std::string_view code_tls = "        properties.setProperty(\"mail.smtp.ssl.enable\", \"true\");\n";
constexpr std::string_view code_starttls = R"(        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", "true");
)";

void append_unit(std::string& result, std::uint32_t unit) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  result += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) result += digits[(unit >> shift) & 15];
}

// java.util.Properties reads ISO 8859-1, in which the rest of Unicode is escaped, and so is the backslash.
std::string value(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i++]);
    std::uint32_t point = lead < 0xC0 ? lead : lead < 0xE0 ? lead & 0x1FU : lead < 0xF0 ? lead & 0x0FU : lead & 0x07U;
    for (; i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80; ++i)
      point = (point << 6) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    if (point < 0x80) result.append(point == '\\' ? 2 : 1, static_cast<char>(point));
    else if (point < 0x10000) append_unit(result, point);
    else append_unit(result, 0xD800 + ((point - 0x10000) >> 10)), append_unit(result, 0xDC00 + ((point - 0x10000) & 0x3FF));
  }
  return result;
}

}  // namespace

void write_spring(const Emission& emission, Emitted& emitted) {
  const std::string& user = emission.smtp()->username;
  if (!emission.smtp()->by_token() && (user.find("${") != std::string::npos || user.find("#{") != std::string::npos)) {
    emitted.why_not = "Spring takes \"${\" and \"#{\" in a user name for place-holders.";
    return;
  }
  note_environment(emission, emitted);
  if (emission.smtp()->by_token()) {
    const std::string composed = compose(configuration, {{"secure", by_security(emission, code_tls, code_starttls)}});
    emitted.file("MailConfiguration.java", "MailConfiguration.java", fill_code(composed, emission, double_quoted), Readers::everybody, "text/x-java");
  } else {
    const std::string composed = compose(properties, {{"secure", by_security(emission, secure_tls, secure_starttls)}});
    emitted.file("application.properties", "application.properties", fill_code(composed, emission, value), Readers::owner);
  }
}

}  // namespace homing
