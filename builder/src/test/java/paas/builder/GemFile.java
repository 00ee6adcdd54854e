package paas.builder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** A small gem with an extension in C, as RubyGems packs it: a tar of compressed parts. */
final class GemFile {
  private static final String SPECIFICATION =
      """
      --- !ruby/object:Gem::Specification
      name: twice
      version: !ruby/object:Gem::Version
        version: '1.0'
      platform: ruby
      authors: [test]
      files: [ext/twice/extconf.rb, ext/twice/twice.c, lib/twice.rb]
      extensions: [ext/twice/extconf.rb]
      require_paths: [lib]
      summary: twice
      dependencies: []
      specification_version: 4
      """;
  private static final String C =
      """
      #include <ruby.h>
      #include <yaml.h>
      static VALUE twice(VALUE self, VALUE n) { yaml_get_version_string(); return LONG2NUM(2 * NUM2LONG(n)); }
      void Init_twice(void) { rb_define_global_function("twice", twice, 1); }
      """;
  private static final String EXTCONF =
      """
      require "mkmf"
      pkg_config("yaml-0.1") or abort "no libyaml"
      create_makefile("twice/twice")
      """;

  private GemFile() {}

  /** Doubles a number, and is linked with libyaml. */
  static byte[] twice() throws IOException {
    byte[] data =
        tar(
            Tree.empty()
                .file("ext/twice/extconf.rb", EXTCONF)
                .file("ext/twice/twice.c", C)
                .file("lib/twice.rb", "require 'twice/twice'\n"));
    return tar(
        Tree.empty()
            .file("metadata.gz", gzip(SPECIFICATION.getBytes(StandardCharsets.UTF_8)))
            .file("data.tar.gz", gzip(data)));
  }

  private static byte[] tar(Tree tree) throws IOException {
    var out = new ByteArrayOutputStream();
    tree.writeTar(out);
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
