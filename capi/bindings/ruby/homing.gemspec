# frozen_string_literal: true

Gem::Specification.new do |spec|
  spec.name = "homing"
  spec.version = "1.0.0"
  spec.summary = "An e-mail address becomes a working mail account: libhoming for Ruby."
  spec.authors = ["Homing"]
  spec.license = "MIT"
  spec.required_ruby_version = ">= 3.0"
  spec.files = ["lib/homing.rb", "README.md"]
end
