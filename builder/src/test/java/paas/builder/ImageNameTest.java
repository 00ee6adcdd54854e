package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import paas.builder.dockerfile.Registry;

class ImageNameTest {
  private static final String DIGEST = "sha256:" + "a".repeat(64);

  @Test
  void aPortIsNoTag() {
    assertEquals(new ImageName("h:5000/x", "latest"), ImageName.of("h:5000/x"));
    assertEquals(new ImageName("h:5000/x", "1"), ImageName.of("h:5000/x:1"));
    assertEquals(new ImageName("node", "22-slim"), ImageName.of("node:22-slim"));
  }

  @Test
  void aDigestCountsMoreThanATag() {
    assertEquals("x@" + DIGEST, ImageName.of("x:1@" + DIGEST).whole());
    assertEquals("x:1", ImageName.of("x:1").whole());
  }

  @Test
  void onlyAFirstPartThatLooksLikeAHostIsARegistry() {
    assertEquals(Optional.empty(), Registry.of("debian:trixie"));
    assertEquals(Optional.empty(), Registry.of("paas/stack:debian13"));
    assertEquals(Optional.of(new Registry("localhost", 443)), Registry.of("localhost/x"));
    assertEquals(Optional.of(new Registry("127.0.0.1", 5000)), Registry.of("127.0.0.1:5000/x:1"));
    assertEquals(Optional.of(new Registry("[::1]", 5000)), Registry.of("[::1]:5000/x"));
    assertEquals(Optional.of(new Registry("a.example", 443)), Registry.of("a.example/x/y"));
  }
}
