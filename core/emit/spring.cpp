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

// java.util.Properties takes a backslash for the beginning of something else.
std::string value(std::string_view text) {
  const std::string quoted = backslashed(text, '"', "\\");
  return quoted.substr(1, quoted.size() - 2);
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
