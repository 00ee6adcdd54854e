package paas.platform.cert;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.List;
import java.util.Locale;
import paas.platform.fault.Rejected;

/** Whether browsers would take a certificate: its order, its key, its strength. Not its age. */
final class Soundness {
  private static final int RSA_BITS = 2048;
  private static final int EC_BITS = 256;

  /** More make each handshake expensive for the machine, and no browser safer. */
  private static final int MOST_BITS = 8192;

  private static final List<String> CURVES = List.of("secp256r1", "secp384r1", "secp521r1");

  private static final byte[] PROBE = {1, 2, 3, 4};

  private Soundness() {}

  static void require(List<X509Certificate> chain, PrivateKey key) {
    requireStrong(chain.getFirst().getPublicKey());
    requireMatch(chain.getFirst().getPublicKey(), key);
    requireOrder(chain);
    chain.forEach(Soundness::requireStrongSignature);
  }

  private static void requireStrong(PublicKey key) {
    int bits;
    int least;
    switch (key) {
      case RSAPublicKey rsa -> {
        bits = rsa.getModulus().bitLength();
        least = RSA_BITS;
      }
      case ECPublicKey ec -> {
        requireKnownCurve(ec);
        bits = ec.getParams().getOrder().bitLength();
        least = EC_BITS;
      }
      // What Java has no name for.
      case PublicKey odd when odd.getAlgorithm().equals("EC") -> throw oddCurve();
      default ->
          throw Rejected.invalid(
              "The certificate's key is " + key.getAlgorithm() + ": browsers take RSA and EC.");
    }
    if (bits > MOST_BITS) {
      throw Rejected.invalid(
          "The certificate's key has %d bits: %d at most are served.".formatted(bits, MOST_BITS));
    }
    if (bits < least) {
      throw Rejected.invalid(
          "The certificate's key has %d bits: browsers ask for %d at least."
              .formatted(bits, least));
    }
  }

  private static void requireKnownCurve(ECPublicKey key) {
    if (CURVES.stream().noneMatch(curve -> isOn(curve, key.getParams()))) {
      throw oddCurve();
    }
  }

  private static Rejected oddCurve() {
    return Rejected.invalid(
        "The certificate's key is on a curve that browsers do not take: make a key on P-256 (openssl ecparam -name prime256v1 -genkey), P-384 or P-521, and have a certificate issued for it.");
  }

  private static boolean isOn(String curve, ECParameterSpec params) {
    try {
      AlgorithmParameters known = AlgorithmParameters.getInstance("EC");
      known.init(new ECGenParameterSpec(curve));
      ECParameterSpec wanted = known.getParameterSpec(ECParameterSpec.class);
      return wanted.getCurve().equals(params.getCurve())
          && wanted.getGenerator().equals(params.getGenerator())
          && wanted.getOrder().equals(params.getOrder());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java knows no curve " + curve, e);
    }
  }

  private static void requireMatch(PublicKey publicKey, PrivateKey key) {
    String algorithm = publicKey instanceof RSAPublicKey ? "SHA256withRSA" : "SHA256withECDSA";
    boolean match;
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(PROBE);
      byte[] signature = signing.sign();
      signing.initVerify(publicKey);
      signing.update(PROBE);
      match = signing.verify(signature);
    } catch (GeneralSecurityException e) {
      match = false;
    }
    if (!match) {
      throw Rejected.invalid(
          "The private key does not belong to the first certificate of the file: give the key that"
              + " it was requested with, and put the server's own certificate first.");
    }
  }

  private static void requireOrder(List<X509Certificate> chain) {
    for (int i = 0; i + 1 < chain.size(); i++) {
      try {
        chain.get(i).verify(chain.get(i + 1).getPublicKey());
      } catch (GeneralSecurityException e) {
        throw Rejected.invalid(
            "Certificate %d of the file was not issued by the one after it (%s): put the server's own first, then each one's issuer."
                .formatted(i + 1, chain.get(i + 1).getSubjectX500Principal()));
      }
    }
  }

  private static void requireStrongSignature(X509Certificate certificate) {
    boolean root =
        certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    if (!root && (algorithm.startsWith("SHA1") || algorithm.startsWith("MD5"))) {
      throw Rejected.invalid(
          "Certificate %s is signed with %s, which browsers refuse: have it issued anew."
              .formatted(certificate.getSubjectX500Principal(), algorithm));
    }
  }
}
