/**
 * Joins who writes (control loops, builds, captured output, the router) with where it is kept: one
 * stream per app in the log router. What an instance printed and how far it was read are stored in
 * one step, so that a kill neither loses nor doubles a line.
 */
@NullMarked
package paas.platform.log;

import org.jspecify.annotations.NullMarked;
