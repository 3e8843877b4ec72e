/** What the demo's people would see: local endpoints that speak PagerDuty's and Slack's APIs and keep what they get. */
@NullMarked
package dev.tocsin.app.demo.inbox;

import org.jspecify.annotations.NullMarked;
