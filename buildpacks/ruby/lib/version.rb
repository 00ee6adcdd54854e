# Prints what the Gemfile asks for, such as "Ruby 3.2.2", where this Ruby is not it.
require "bundler"

begin
  wanted = Bundler.definition.ruby_version
  puts wanted.to_s.sub(/\Aruby/, "Ruby") if wanted&.diff(Bundler::RubyVersion.system)
rescue Bundler::BundlerError => e
  abort e.message
end
