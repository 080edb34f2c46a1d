import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Properties;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Sends one message by Spring's mail sender: made of application.properties as Spring Boot does, or by the class that was written. */
public class SpringHost {
    public static void main(String[] arguments) throws Exception {
        JavaMailSenderImpl sender = arguments.length > 1 ? ofProperties(arguments[1])
            : (JavaMailSenderImpl) Class.forName("MailConfiguration").getMethod("mailSender").invoke(Class.forName("MailConfiguration").getConstructor().newInstance());
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom(arguments[0]);
        message.setTo(arguments[0]);
        message.setSubject("A message by Spring");
        message.setText("It works.\n");
        sender.send(message);
    }

    private static JavaMailSenderImpl ofProperties(String file) throws Exception {
        Properties all = new Properties();
        try (InputStream stream = new FileInputStream(file)) {
            all.load(stream);
        }
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(all.getProperty("spring.mail.host"));
        sender.setPort(Integer.parseInt(all.getProperty("spring.mail.port")));
        sender.setUsername(all.getProperty("spring.mail.username"));
        sender.setPassword(all.getProperty("spring.mail.password").replace("${SMTP_PASSWORD}", System.getenv("SMTP_PASSWORD")));
        String prefix = "spring.mail.properties.";
        for (String name : all.stringPropertyNames()) {
            if (name.startsWith(prefix)) {
                sender.getJavaMailProperties().setProperty(name.substring(prefix.length()), all.getProperty(name));
            }
        }
        return sender;
    }
}
