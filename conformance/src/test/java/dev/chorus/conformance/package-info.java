/** Drives the Java SDK for the scenarios that all SDKs share; the tests themselves are in {@code node/}. */
package dev.chorus.conformance;
