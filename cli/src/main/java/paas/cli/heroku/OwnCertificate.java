package paas.cli.heroku;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for 127.0.0.1 that signs itself, no authority for anything else, made for one
 * command; its key never leaves this process. Written out here (RFC 5280 section 4.1) because the
 * JDK has no public way to make one, and its keytool needs two seconds of a processor (measured)
 * and a key in a file.
 */
record OwnCertificate(PrivateKey key, Certificate certificate) {
  private static final Duration LIFE = Duration.ofDays(1);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final byte[] ECDSA_WITH_SHA256 =
      Der.of(
          Der.SEQUENCE, Der.of(Der.OID, Der.bytes(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02)));
  private static final byte[] COMMON_NAME = Der.of(Der.OID, Der.bytes(0x55, 0x04, 0x03));
  private static final byte[] SUBJECT_ALT_NAME = Der.of(Der.OID, Der.bytes(0x55, 0x1d, 0x11));
  private static final int VERSION_FIELD = 0xa0;
  private static final int EXTENSIONS_FIELD = 0xa3;
  private static final int IP_ADDRESS = 0x87;

  /** Valid around that time. */
  static OwnCertificate make(Instant now) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    byte[] content = content(keys.getPublic().getEncoded(), now);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(content);
    byte[] signed = Der.of(Der.BITS, Der.bytes(0), signature.sign());
    byte[] whole = Der.of(Der.SEQUENCE, content, ECDSA_WITH_SHA256, signed);
    Certificate certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
    return new OwnCertificate(keys.getPrivate(), certificate);
  }

  private static byte[] content(byte[] publicKey, Instant now) {
    byte[] version = Der.of(VERSION_FIELD, Der.of(Der.INTEGER, Der.bytes(2)));
    byte[] serial =
        Der.of(Der.INTEGER, new BigInteger(64, new SecureRandom()).setBit(64).toByteArray());
    byte[] validity =
        Der.of(
            Der.SEQUENCE,
            Der.text(Der.UTC_TIME, TIME.format(now.minus(LIFE))),
            Der.text(Der.UTC_TIME, TIME.format(now.plus(LIFE))));
    byte[] name = name("paas heroku");
    return Der.of(
        Der.SEQUENCE,
        version,
        serial,
        ECDSA_WITH_SHA256,
        name,
        validity,
        name,
        publicKey,
        Der.of(EXTENSIONS_FIELD, Der.of(Der.SEQUENCE, loopback())));
  }

  private static byte[] name(String text) {
    byte[] pair = Der.of(Der.SEQUENCE, COMMON_NAME, Der.text(Der.UTF8, text));
    return Der.of(Der.SEQUENCE, Der.of(Der.SET, pair));
  }

  private static byte[] loopback() {
    byte[] names = Der.of(Der.SEQUENCE, Der.of(IP_ADDRESS, Der.bytes(127, 0, 0, 1)));
    return Der.of(Der.SEQUENCE, SUBJECT_ALT_NAME, Der.of(Der.OCTETS, names));
  }

  /** In PEM form. */
  String pem() throws GeneralSecurityException {
    String lines =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
  }

  /** For a server that shows it. */
  SSLContext context() throws GeneralSecurityException, IOException {
    char[] none = new char[0];
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, none);
    store.setKeyEntry("own", key, none, new Certificate[] {certificate});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, none);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** The key never shows. */
  @Override
  public String toString() {
    return "OwnCertificate[]";
  }
}
