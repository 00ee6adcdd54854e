package paas.platform.api.guard;

import io.micronaut.context.annotation.Factory;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.PostponedRequestArgumentBinder;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import paas.platform.access.Standing;
import paas.platform.access.User;

/** Gives controllers what the guard found out: the caller, the user, the app. */
@Factory
final class Binders {
  @Singleton
  TypedRequestArgumentBinder<Caller> caller() {
    return new FromRequest<>(Caller.class, Binders::callerOf);
  }

  @Singleton
  TypedRequestArgumentBinder<User> user() {
    return new FromRequest<>(User.class, request -> callerOf(request).map(Caller::user));
  }

  @Singleton
  TypedRequestArgumentBinder<Standing> standing(Roles roles) {
    return new FromRequest<>(
        Standing.class,
        request ->
            callerOf(request)
                .map(caller -> (app, permission) -> roles.still(caller, app, permission)));
  }

  @Singleton
  TypedRequestArgumentBinder<AppCall> call() {
    return new FromRequest<>(
        AppCall.class, request -> request.getAttribute(Guard.CALL, AppCall.class));
  }

  private static Optional<Caller> callerOf(HttpRequest<?> request) {
    return request.getAttribute(Guard.CALLER, Caller.class);
  }

  /** Postponed: binds after the filters ran. */
  private record FromRequest<T>(Class<T> type, Function<HttpRequest<?>, Optional<T>> found)
      implements TypedRequestArgumentBinder<T>, PostponedRequestArgumentBinder<T> {
    @Override
    public Argument<T> argumentType() {
      return Argument.of(type);
    }

    @Override
    public BindingResult<T> bind(ArgumentConversionContext<T> context, HttpRequest<?> source) {
      return () -> found.apply(source);
    }
  }
}
