// Thunderbirds that run only the Experiments of a list run this one, too.
pref("extensions.experiments.allowed", "tbpro-add-on@thunderbird.net,owl@beonex.com,homing@homing.example");
