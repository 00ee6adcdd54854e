package paas.platform.secure.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.fault.Rejected;

class AcmeSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "'', https://acme-v02.api.letsencrypt.org/directory",
    "letsencrypt, https://acme-v02.api.letsencrypt.org/directory",
    "letsencrypt-staging, https://acme-staging-v02.api.letsencrypt.org/directory",
    "https://ca.example:9000/dir, https://ca.example:9000/dir"
  })
  void aNameOrAnAddressIsADirectory(String text, String directory) {
    assertEquals(directory, AcmeSettings.directory(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"staging", "http://ca.example/dir", "https://", "https:///dir", "https://a b/dir"})
  void whatIsNoAddressIsRefusedWithWhatCanBeSet(String text) {
    Rejected refusal = assertThrows(Rejected.class, () -> AcmeSettings.directory(text));
    assertEquals(
        "PAAS_ACME_DIRECTORY is '"
            + text
            + "': set it to letsencrypt, letsencrypt-staging or an https:// URL.",
        refusal.getMessage());
  }

  @Test
  void theKeyIsNeverPrinted() {
    AcmeSettings settings =
        new AcmeSettings(AcmeSettings.directory(""), "", "ops@shop.example", "id", "secret-key");
    assertFalse(settings.toString().contains("secret-key"), settings.toString());
    assertTrue(settings.isPublic());
  }
}
