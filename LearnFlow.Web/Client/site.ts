// What every page does: the light/dark switch, the tutor's live nudges, and signing out without a trace.
import { attachSignOut } from './signOut';
import { attachThemeSwitch } from './theme';
import { attachTutor } from './tutor';

attachThemeSwitch();
attachTutor();
attachSignOut();
