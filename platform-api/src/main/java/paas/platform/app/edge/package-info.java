/**
 * What an owner says of requests on their way to the app: settings by name, pages, and where paths
 * lead. Parsed here once into the router's own records; what is stored is read by the same parser.
 */
@NullMarked
package paas.platform.app.edge;

import org.jspecify.annotations.NullMarked;
