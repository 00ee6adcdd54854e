package paas.platform.api.account;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.access.User;
import paas.platform.api.guard.Caller;
import paas.platform.api.range.Attribute;
import paas.platform.api.range.Listing;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Ids;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.fault.Rejected;
import paas.platform.store.Token;
import paas.platform.store.TokenStore;

/** The caller's API tokens: issued, listed (never again with their secret) and revoked. */
@Resource("/oauth")
final class AuthorizationsController {
  private static final Pattern DESCRIPTION = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{0,200}");

  /** What a token may do: all that its user may, as nothing here asks a token for more. */
  private static final String SCOPE = "global";

  private static final Listing<Token> LISTING =
      new Listing<>(
          Attribute.text("created_at", token -> token.createdAt().toString()),
          Attribute.id(Token::id));

  private final TokenStore tokens;
  private final InstantSource clock;

  AuthorizationsController(TokenStore tokens, InstantSource clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  @Get("/authorizations")
  @Allows(Permission.SELF)
  HttpResponse<List<Shape>> list(HttpRequest<?> request, User user) {
    return LISTING.answer(request, tokens.list(user.id()), token -> shape(user, token));
  }

  @Post("/authorizations")
  @Status(HttpStatus.CREATED)
  @Allows(Permission.SELF)
  Shape create(User user, Body body) {
    Input input = body.json();
    String description = input.text("description").orElse("API token");
    if (!DESCRIPTION.matcher(description).matches()) {
      throw Rejected.invalid("'description' must be one line of up to 200 characters: correct it.");
    }
    requireScope(input);
    Instant now = clock.instant();
    String secret = tokens.issue(user.id(), description, expiry(input, now));
    Token token =
        tokens
            .find(secret, now)
            .orElseThrow(() -> new IllegalStateException("a token that was just issued is gone"));
    return shape(user, token).with("access_token", access(token).with("token", secret));
  }

  /** Or somebody would hand out a token that may do everything for one that may only read. */
  private static void requireScope(Input input) {
    boolean lesser =
        input.textOrTexts("scope").stream()
            .flatMap(given -> Stream.of(given.split("[ ,]+")))
            .anyMatch(scope -> !scope.isEmpty() && !scope.equals(SCOPE));
    if (lesser) {
      throw Rejected.invalid(
          "A token may do all that its user may: its scope is 'global', and there is no other. For one"
              + " that may do less, make a user who is a collaborator of few apps:"
              + " `paas users:add`, `paas access:add`.");
    }
  }

  private static Optional<Instant> expiry(Input input, Instant now) {
    Optional<Integer> seconds = input.integer("expires_in");
    if (seconds.filter(s -> s < 1).isPresent()) {
      throw Rejected.invalid("'expires_in' must be a positive number of seconds.");
    }
    return seconds.map(Duration::ofSeconds).map(now::plus);
  }

  @Get("/authorizations/{id}")
  @Allows(Permission.SELF)
  Shape info(Caller caller, String id) {
    return shape(caller.user(), own(caller, id));
  }

  @Delete("/authorizations/{id}")
  @Allows(Permission.SELF)
  Shape revoke(Caller caller, String id) {
    Token token = own(caller, id);
    tokens.revoke(caller.user().id(), token.id());
    return shape(caller.user(), token);
  }

  /** {@code ~} is the token that the request came with. */
  private Token own(Caller caller, String id) {
    return (id.equals("~") ? Optional.of(caller.token()) : Ids.parse(id))
        .flatMap(uuid ->
            tokens.list(caller.user().id()).stream()
                .filter(token -> token.id().equals(uuid))
                .findFirst())
        .orElseThrow(() -> Rejected.notFound("authorization", "Couldn't find that authorization."));
  }

  /** Tokens are no sessions; clients that log out ask, and take this for done. */
  @Delete("/sessions/~")
  @Allows(Permission.SELF)
  Shape endSession() {
    throw Rejected.notFound("session", "There is no session: revoke the token instead.");
  }

  @Get("/clients")
  @Allows(Permission.SELF)
  List<Shape> clients() {
    return List.of();
  }

  private Shape shape(User user, Token token) {
    return Shape.empty()
        .with("id", token.id())
        .with("description", token.description())
        .with("user", Shape.empty().with("id", user.id()).with("email", user.email().value()))
        .with("access_token", access(token))
        .with("created_at", token.createdAt())
        .with("updated_at", token.createdAt())
        .none("client", "grant", "refresh_token", "session")
        .texts("scope", List.of(SCOPE));
  }

  private Shape access(Token token) {
    Shape access = Shape.empty().with("id", token.id());
    return token
        .expiresAt()
        .map(at -> access.with("expires_in", Duration.between(clock.instant(), at).toSeconds()))
        .orElseGet(() -> access.none("expires_in"));
  }
}
