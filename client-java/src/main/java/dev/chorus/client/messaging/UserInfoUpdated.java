package dev.chorus.client.messaging;

import java.util.List;

/**
 * A user is another now.
 *
 * @param user the user
 * @param changes the fields that changed: {@code friendlyName}, {@code attributes}, {@code online}, {@code notifiable}
 */
public record UserInfoUpdated(UserInfo user, List<String> changes) {}
