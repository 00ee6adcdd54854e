package paas.platform.secure.dns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;

/**
 * The key that updates are signed with (TSIG, RFC 8945).
 *
 * @param secret the file that holds it in Base64; read each time, so that it can be changed
 */
record UpdateKey(Name name, Name algorithm, Path secret) {
  TSIG read() throws DnsException {
    try {
      byte[] key = Base64.getMimeDecoder().decode(Files.readString(secret).strip());
      if (key.length == 0) {
        throw new DnsException("PAAS_DNS_SECRET_FILE names " + secret + ", which is empty");
      }
      return new TSIG(algorithm, name, key);
    } catch (IOException | IllegalArgumentException e) {
      throw new DnsException(
          "PAAS_DNS_SECRET_FILE names %s, which cannot be read as a key in Base64"
              .formatted(secret),
          e);
    }
  }
}
