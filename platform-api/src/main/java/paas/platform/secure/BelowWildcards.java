package paas.platform.secure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import paas.platform.app.AppId;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.KeyPairPem;
import paas.router.tls.ServedName;
import paas.router.tls.ServerCertificate;

/**
 * Hostnames that an app has below another's wildcard, and no certificate for: the wildcard's is
 * shown for them, as browsers take it, and who has both may change both. What plain HTTP, HSTS and
 * the certificates of clients are concerned, the app that answers decides.
 */
final class BelowWildcards {
  /** What an app wants of the clients of its hostnames. */
  record Rules(HttpsPolicy policy, String asking) {}

  private record Kind(ServerCertificate wildcard, Rules rules) {}

  /**
   * Characters of the certificates that are said once more. The router takes no table that is too
   * large, and that of nobody then.
   */
  static final int MOST = 2 << 20;

  private BelowWildcards() {}

  /**
   * Those that differ from what the wildcard's own app wants, in one order; for what is above
   * {@code most} that holds as it would without them.
   */
  static List<ServerCertificate> of(
      List<ServerCertificate> served,
      Map<String, AppId> owners,
      Function<AppId, Rules> rules,
      int most) {
    Map<String, ServerCertificate> shown = new HashMap<>();
    served.forEach(one -> one.names().forEach(name -> shown.put(name.value(), one)));
    Map<Kind, List<ServedName>> found = new LinkedHashMap<>();
    new TreeMap<>(owners)
        .forEach((name, app) -> {
          ServerCertificate wildcard = shown.containsKey(name) ? null : above(name, shown);
          Rules own = rules.apply(app);
          if (wildcard != null && !own.equals(new Rules(wildcard.policy(), wildcard.asking()))) {
            found
                .computeIfAbsent(new Kind(wildcard, own), _ -> new ArrayList<>())
                .add(new ServedName(name));
          }
        });
    List<ServerCertificate> all = new ArrayList<>();
    int size = 0;
    for (Map.Entry<Kind, List<ServedName>> each : found.entrySet()) {
      size += sizeOf(each.getKey().wildcard().pair());
      if (size <= most) {
        all.add(served(each.getKey(), each.getValue()));
      }
    }
    return all;
  }

  private static int sizeOf(KeyPairPem pair) {
    return pair.chain().length() + pair.key().length();
  }

  private static @Nullable ServerCertificate above(
      String name, Map<String, ServerCertificate> shown) {
    int dot = name.indexOf('.');
    return dot > 0 && name.charAt(0) != '*' ? shown.get("*" + name.substring(dot)) : null;
  }

  private static ServerCertificate served(Kind kind, List<ServedName> names) {
    ServerCertificate wildcard = kind.wildcard();
    HttpsPolicy policy = kind.rules().policy();
    String id =
        "%s for %s, redirect %s, hsts %d"
            .formatted(
                wildcard.id(), kind.rules().asking(), policy.redirect(), policy.hsts().toSeconds());
    return new ServerCertificate(id, names, wildcard.pair(), policy, kind.rules().asking());
  }
}
