// A resource of the models beside it; it is never started.
return 0;
