// config/initializers/mail.rb for Action Mailer (Ruby on Rails 6 and newer).
#include "emit/code.hpp"
#include "emit/emitters.hpp"

namespace homing {
namespace {

constexpr std::string_view form = R"(# Mail is sent through <<host>>.
<<token>>
unless defined?(Rails.env) && Rails.env.test?
  ActionMailer::Base.<<method>>_settings = {
    address: <<host>>,
    port: <<port>>,
    user_name: <<user>>,
<<sign in>>    <<secure>>: true,
    openssl_verify_mode: 'peer',
    open_timeout: 30,
    read_timeout: 30
  }
  ActionMailer::Base.delivery_method = :<<method>>
end
ActionMailer::Base.default from: <<from>>
)";

// Net::SMTP knows XOAUTH2 since 0.4.
constexpr std::string_view token = R"(require 'mail'
require 'net/smtp'
require 'open3'

unless Net::SMTP.private_method_defined?(:auth_xoauth2) || Net::SMTP.method_defined?(:auth_xoauth2) || Net::SMTP.const_defined?(:AuthXoauth2)
  class Net::SMTP
    def auth_xoauth2(user, token)
      response = ["user=#{user}\1auth=Bearer #{token}\1\1"].pack('m0')
      check_auth_response(critical { get_response("AUTH XOAUTH2 #{response}") })
    end
  end
end

# Signs in with a token that `homing token` prints.
class MailByToken < Mail::SMTP
  def deliver!(mail)
    token, status = Open3.capture2(<<words>>)
    raise 'homing token has printed no token.' unless status.success?

    settings[:password] = token.strip
    super
  end
end
ActionMailer::Base.add_delivery_method :by_token, MailByToken
)";

}  // namespace

void write_rails(const Emission& emission, Emitted& emitted) {
  const std::string composed = compose(
      form,
      {{"token", by_method(emission, token, "")},
       {"method", by_method(emission, "by_token", "smtp")},
       {"secure", by_security(emission, "tls", "enable_starttls")},
       {"sign in", by_method(emission, "    authentication: :xoauth2,\n", "    password: ENV['SMTP_PASSWORD'],\n    authentication: :plain,\n")}});
  note_environment(emission, emitted);
  emitted.file("mail.rb", "config/initializers/mail.rb", fill_code(composed, emission, single_quoted), Readers::everybody, "text/x-ruby");
}

}  // namespace homing
