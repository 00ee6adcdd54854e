/**
 * The HTTP API, in the Heroku Platform API's dialect: controllers, one per resource, that parse,
 * store the intent, wake whoever acts, and show the result. Here are only the things that every
 * part of it needs; {@code guard} lets callers in, {@code wire}, {@code range} and {@code error}
 * are the dialect.
 */
@NullMarked
package paas.platform.api;

import org.jspecify.annotations.NullMarked;
