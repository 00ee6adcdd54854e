package paas.platform.app;

import java.util.UUID;

/** An app's identity, for ever; its name may change. */
public record AppId(UUID value) {
  public static AppId random() {
    return new AppId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
