package paas.platform.store;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import paas.platform.access.User;
import paas.platform.fault.Rejected;
import paas.platform.store.row.TokenRow;
import paas.platform.store.row.TokenRows;
import paas.platform.store.row.UserRows;

/**
 * API tokens: {@code paas_} and 256 random bits, kept only as their SHA-256. A fast hash is enough
 * for a secret that nobody can guess.
 */
@Singleton
public class TokenStore {
  private static final String PREFIX = "paas_";
  private static final int RANDOM_BYTES = 32;

  /** Of one user. */
  static final int MOST = 1_000;

  private final Transactions transactions;
  private final TokenRows tokens;
  private final UserRows users;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  TokenStore(Transactions transactions, TokenRows tokens, UserRows users, Clock clock) {
    this.transactions = transactions;
    this.tokens = tokens;
    this.users = users;
    this.clock = clock;
  }

  /** The secret is returned this once. */
  public String issue(UUID user, String description, Optional<Instant> expires) {
    return issue(user, description, expires, () -> requireRoom(user));
  }

  /** One more than anybody may have, for who has this machine: it must not depend on others. */
  public String issueToHost(UUID user, String description) {
    return issue(user, description, Optional.empty(), () -> {});
  }

  private String issue(
      UUID user, String description, Optional<Instant> expires, Runnable requirement) {
    String secret = newSecret();
    transactions.write(() -> {
      if (users.lock(user).isEmpty()) {
        throw Rejected.notFound("user", "A token needs a user who exists: see `paas users`.");
      }
      requirement.run();
      tokens.save(
          new TokenRow(
              UUID.randomUUID(),
              user,
              hash(secret),
              description,
              Stamp.of(clock.instant()),
              expires.map(Stamp::of).orElse(null)));
      return user;
    });
    return secret;
  }

  /** Those that are good for nothing any more go first. */
  private void requireRoom(UUID user) {
    if (tokens.count(user) >= MOST) {
      tokens.removeExpired(user, Stamp.of(clock.instant()));
    }
    if (tokens.count(user) >= MOST) {
      throw Rejected.invalid(
          "A user has at most %,d tokens: end some first: DELETE /oauth/authorizations/ID, or all of them with `paas users:revoke EMAIL` (admins)."
              .formatted(MOST));
    }
  }

  private String newSecret() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The user whom an unexpired token names; absent for anything else, whatever its form. */
  public Optional<User> authenticate(String secret, Instant now) {
    return transactions.read(() ->
        find(hash(secret))
            .filter(token -> token.validAt(now))
            .flatMap(token -> users.findById(token.user()))
            .map(UserStore::user));
  }

  /** The unexpired token of a secret: for a session that ends itself. */
  public Optional<Token> find(String secret, Instant now) {
    return transactions.read(() -> find(hash(secret))).filter(token -> token.validAt(now));
  }

  private Optional<Token> find(String hash) {
    return tokens.hashed(hash).map(TokenStore::token);
  }

  /** Oldest first, expired ones included. */
  public List<Token> list(UUID user) {
    return transactions.read(() -> tokens.of(user)).stream().map(TokenStore::token).toList();
  }

  /** At once; false when the user has no such token. */
  public boolean revoke(UUID user, UUID token) {
    return transactions.write(() -> tokens.remove(user, token)) > 0;
  }

  /** At once; how many they were, expired ones included. */
  public int revokeAll(UUID user) {
    return transactions.write(() -> tokens.removeAll(user));
  }

  private static Token token(TokenRow row) {
    return new Token(
        row.id(),
        row.userId(),
        row.description(),
        row.createdAt(),
        Optional.ofNullable(row.expiresAt()));
  }

  private static String hash(String secret) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
