# A mailer of Action Mailer with the initializer that was written for it: ruby rails_host.rb ADDRESS
require 'action_mailer'
load 'config/initializers/mail.rb'

class Greeter < ActionMailer::Base
  def greeting(address)
    mail(to: address, subject: 'A message by Action Mailer', body: "It works.\n")
  end
end

Greeter.greeting(ARGV[0]).deliver_now
