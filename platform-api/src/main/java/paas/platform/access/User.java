package paas.platform.access;

import java.time.Instant;
import java.util.UUID;

/** A person or machine that holds tokens. Admins may do everything on every app. */
public record User(UUID id, Email email, boolean admin, Instant createdAt) {}
