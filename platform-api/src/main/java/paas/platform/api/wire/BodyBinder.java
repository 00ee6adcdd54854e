package paas.platform.api.wire;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives controllers their {@link Body}. */
@Singleton
final class BodyBinder implements TypedRequestArgumentBinder<Body> {
  @Override
  public Argument<Body> argumentType() {
    return Argument.of(Body.class);
  }

  @Override
  public BindingResult<Body> bind(ArgumentConversionContext<Body> context, HttpRequest<?> source) {
    return () -> Optional.of(new Body((ServerHttpRequest<?>) source));
  }
}
