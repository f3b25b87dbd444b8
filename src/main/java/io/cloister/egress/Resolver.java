package io.cloister.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Turns a host's name into its addresses. */
@FunctionalInterface
interface Resolver {

  InetAddress[] resolve(String host) throws UnknownHostException;
}
