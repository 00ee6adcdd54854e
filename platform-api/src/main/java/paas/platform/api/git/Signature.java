package paas.platform.api.git;

import io.micronaut.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a delivery comes from who knows the secret: HMAC-SHA256 of the body, as GitHub, Gitea and
 * Forgejo sign; or the secret itself, which is GitLab's way. Compared in constant time.
 */
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "sha256=";
  private static final List<String> SIGNED =
      List.of("X-Hub-Signature-256", "X-Forgejo-Signature", "X-Gitea-Signature");
  private static final String TOKEN = "X-Gitlab-Token";

  /** GitLab's names for one delivery, the same when it is tried again. */
  private static final List<String> IDS =
      List.of("Idempotency-Key", "Webhook-Id", "X-Gitlab-Event-UUID");

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private Signature() {}

  /** What this body's signature must be, in hex. */
  static String of(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  /**
   * What tells a delivery from others. A signed body is its own name, as it says when the push was:
   * headers are not signed, so whoever saw one could send it again under any other id. GitLab's
   * says no such thing and may be the same for two pushes; there the id counts too, and who can
   * make one up knows the secret.
   */
  static String delivery(HttpHeaders headers, String secret, byte[] body) {
    String signature = of(secret, body);
    return signed(headers).isPresent()
        ? signature
        : first(headers, IDS)
            .filter(id -> ID.matcher(id).matches())
            .map(id -> signature + " " + id)
            .orElse(signature);
  }

  static boolean valid(HttpHeaders headers, String secret, byte[] body) {
    Optional<String> signed = signed(headers);
    if (signed.isPresent()) {
      String hex = signed.get();
      return same(of(secret, body), hex.startsWith(PREFIX) ? hex.substring(PREFIX.length()) : hex);
    }
    return headers.findFirst(TOKEN).filter(token -> same(secret, token)).isPresent();
  }

  private static Optional<String> signed(HttpHeaders headers) {
    return first(headers, SIGNED);
  }

  private static Optional<String> first(HttpHeaders headers, List<String> names) {
    return names.stream().flatMap(name -> headers.findFirst(name).stream()).findFirst();
  }

  private static boolean same(String wanted, String given) {
    return MessageDigest.isEqual(
        wanted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
