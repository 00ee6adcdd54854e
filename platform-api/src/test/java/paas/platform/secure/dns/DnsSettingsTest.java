package paas.platform.secure.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.fault.Rejected;

class DnsSettingsTest {
  private static final Map<String, String> WHOLE =
      Map.of(
          "PAAS_DNS_SERVER", "ns1.example.org",
          "PAAS_DNS_ZONES", "example.org",
          "PAAS_DNS_KEY", "paas",
          "PAAS_DNS_SECRET_FILE", "/etc/paas/dns.key");

  private static DnsRecords read(Map<String, String> settings) {
    return DnsSettings.read(name -> settings.getOrDefault(name, ""));
  }

  private static String refused(Map<String, String> settings) {
    return assertThrows(Rejected.class, () -> read(settings)).getMessage();
  }

  @Test
  void nothingSetSaysWhatToSet() {
    assertTrue(read(Map.of()).refusal("shop.example.org").orElse("").contains("PAAS_DNS_SERVER"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PAAS_DNS_ZONES", "PAAS_DNS_KEY", "PAAS_DNS_SECRET_FILE"})
  void whatIsMissingIsNamed(String setting) {
    Map<String, String> settings = new HashMap<>(WHOLE);
    settings.remove(setting);
    assertTrue(refused(settings).contains(setting));
  }

  @ParameterizedTest
  @CsvSource({
    "PAAS_DNS_SERVER,ns1.example.org:0",
    "PAAS_DNS_SERVER,ns1.example.org:65536",
    "PAAS_DNS_SERVER,http://ns1.example.org",
    "PAAS_DNS_ALSO,[::1",
    "PAAS_DNS_ZONES,a..b",
    "PAAS_DNS_KEY,a..b",
    "PAAS_DNS_ALGORITHM,md5",
    "PAAS_DNS_ALGORITHM,hmac-md5.sig-alg.reg.int",
    "PAAS_DNS_SECRET_FILE,dns.key",
    "PAAS_DNS_COMMAND,/etc/paas/dns-hook"
  })
  void whatMakesNoSenseIsRefusedByName(String setting, String value) {
    Map<String, String> settings = new HashMap<>(WHOLE);
    settings.put(setting, value);
    assertTrue(refused(settings).contains(setting));
  }

  @Test
  void aCommandIsAnAbsolutePath() {
    assertTrue(refused(Map.of("PAAS_DNS_COMMAND", "dns-hook")).contains("absolute path"));
  }

  @ParameterizedTest
  @CsvSource({
    "ns1.example.org,ns1.example.org,53",
    "192.0.2.1:5353,192.0.2.1,5353",
    "2001:db8::1,2001:db8::1,53",
    "[2001:db8::1]:5353,2001:db8::1,5353",
    "[::1],::1,53"
  })
  void aServerMayHaveAPort(String text, String host, int port) {
    assertEquals(new ServerAddress(host, port), ServerAddress.parse("PAAS_DNS_SERVER", text));
  }
}
