package paas.platform.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.fault.Rejected;

class DrainUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://logs.example.com, 443, true, true",
    "https://u:p@logs.example.com:8443/a?k=v, 8443, true, true",
    "http://logs.example.com/x, 80, true, false",
    "syslog+tls://logs.example.com, 6514, false, true",
    "SYSLOG://logs.example.com:5514, 5514, false, false",
    "syslog://[2001:4860::1]:514/, 514, false, false",
  })
  void namesAHostAndHowToReachIt(String text, int port, boolean http, boolean encrypted) {
    DrainUrl url = DrainUrl.parse(text);

    assertEquals(port, url.port());
    assertEquals(http, url.overHttp());
    assertEquals(encrypted, url.encrypted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "logs.example.com:514",
        "ftp://logs.example.com",
        "https:///path",
        "https://logs.example.com/#part",
        "https://logs.example.com:0/",
        "https://logs.example.com:65536/",
        "https://lo gs.example.com",
        "syslog:logs.example.com",
        "syslog://u:p@logs.example.com:514",
        "syslog://logs.example.com:514/path",
        "syslog+tls://logs.example.com:514?insecure=true",
      })
  void whatIsNoneIsRefused(String text) {
    assertThrows(Rejected.class, () -> DrainUrl.parse(text));
  }

  @Test
  void aUrlHasItsBound() {
    String url = "https://logs.example.com/" + "x".repeat(1975);
    assertEquals(2000, url.length());
    DrainUrl.parse(url);
    assertThrows(Rejected.class, () -> DrainUrl.parse(url + "x"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://user:s3cret@logs.example.com:8443/in/app?key=t0ken, https://…@logs.example.com:8443/…",
    "https://logs.example.com/receiver/t0ken, https://logs.example.com/…",
    "https://logs.example.com/?t0ken, https://logs.example.com/…",
    "https://logs.example.com/, https://logs.example.com",
    "syslog+tls://logs.example.com:6514, syslog+tls://logs.example.com:6514",
  })
  void secretsAreNotShown(String text, String shown) {
    assertEquals(shown, DrainUrl.parse(text).shown());
  }
}
