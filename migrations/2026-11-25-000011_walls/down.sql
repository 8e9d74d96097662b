DO $$ DECLARE p record; BEGIN
    FOR p IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public' LOOP
        EXECUTE format('DROP POLICY %I ON %I', p.policyname, p.tablename);
        EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', p.tablename);
        EXECUTE format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY', p.tablename);
    END LOOP;
    -- The role may serve other databases too, so it stays; here it may do nothing any more.
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'madang_app') THEN
        REVOKE ALL ON ALL TABLES IN SCHEMA public FROM madang_app;
        REVOKE ALL ON SCHEMA public FROM madang_app;
    END IF;
END $$;
DROP FUNCTION wall_around_house(regclass);
DROP FUNCTION wall_around_public(regclass);
DROP FUNCTION wall_around(regclass);
DROP FUNCTION acting_for_house();
DROP FUNCTION acting_forum();
