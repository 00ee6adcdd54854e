/**
 * What an app's {@code app.json} asks for, as typed records. Invariant: a file is taken whole or
 * refused with every complaint and its place; what is not understood is noted, never heeded. Reads
 * bytes, runs nothing; neighbours are config and release, whose nouns it uses.
 */
@NullMarked
package paas.platform.manifest;

import org.jspecify.annotations.NullMarked;
