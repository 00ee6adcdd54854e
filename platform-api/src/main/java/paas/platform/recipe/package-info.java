/**
 * The recipe: how an app's owner asks to have it built. Every spelling is parsed once, here, into a
 * type that cannot hold a path out of the tree or a bad reference; what builds by it is package
 * build's.
 */
@NullMarked
package paas.platform.recipe;

import org.jspecify.annotations.NullMarked;
