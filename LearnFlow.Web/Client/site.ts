// What every page does: the light/dark switch and the tutor's live nudges.
import { attachThemeSwitch } from './theme';
import { attachTutor } from './tutor';

attachThemeSwitch();
attachTutor();
