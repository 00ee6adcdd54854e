package paas.platform.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.builder.fetch.CheckedNames;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;

class OutboundTest {
  private final Outbound outbound = new Outbound(CheckedNames.allowing("127.0.0.1:1"));

  private String refusal(String url) {
    Rejected refused = assertThrows(Rejected.class, () -> outbound.admit(url));
    assertEquals(Reason.INVALID_PARAMS, refused.reason());
    return String.valueOf(refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.0.0.1:2/",
        "https://localhost/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/"
      })
  void whatIsNotThePublicInternetIsRefused(String url) {
    assertTrue(refusal(url).contains("PAAS_FETCH_ALLOW="), refusal(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ext::sh -c id",
        "ftp://public.example/",
        "gopher://public.example/",
        "git@public.example:a/b.git",
        "--upload-pack=/bin/sh",
        "http:///x",
        "http://2130706433/",
        "http://user:secret@public.example/",
        "https://public.example/\nHost: x",
        ""
      })
  void whatIsNoPlainWebAddressIsRefused(String url) {
    assertFalse(refusal(url).contains("secret"), refusal(url));
    assertTrue(refusal("http://1.1.1.1/" + "x".repeat(2000)).contains("longer than"));
  }

  @Test
  void publicAddressAndAnAllowedOneAreAdmitted() {
    assertEquals("/a.tgz", outbound.admit("https://1.1.1.1/a.tgz").getPath());
    assertEquals(1, outbound.admit("http://127.0.0.1:1/x").getPort());
  }

  @Test
  void downloadThatCannotBeHadSaysWhy() {
    Rejected refused =
        assertThrows(
            Rejected.class,
            () ->
                outbound.download(
                    "http://127.0.0.1:1/x", OutputStream.nullOutputStream(), 1000, whenGone -> {}));
    assertTrue(String.valueOf(refused.getMessage()).contains("nothing answers"));
  }
}
