package paas.platform.api.guard;

import java.util.UUID;
import paas.platform.access.User;

/** Who makes a request, and by which token; controllers take it as a parameter. */
public record Caller(User user, UUID token) {}
